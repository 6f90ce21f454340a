// Watches whether sound arrives and whether ICE has a path, five times a second: a lost network shows here long before any
// event tells of it. Says only what changed.
import type { MediaHealth } from '../media-session.ts';

const PERIOD_MS = 200;
/** Even a silent sender sends a packet within this time (Opus DTX: every 400 ms; RFC 3389: a few a second). */
const STALLED_AFTER_MS = 700;
/** `disconnected` often mends itself at once (W3C webrtc 4.3.3). */
const BROKEN_AFTER_MS = 2000;

/** Pure: what two observations say. */
export interface Observed {
  readonly state: RTCPeerConnectionState;
  /** How long the state has been `disconnected`, in milliseconds; 0 where it is not. */
  readonly disconnectedMs: number;
  /** Since the last packet, in milliseconds; undefined where none ever came or nobody can tell. */
  readonly silentMs: number | undefined;
}

export function healthOf({ state, disconnectedMs, silentMs }: Observed): MediaHealth {
  if (state === 'failed' || disconnectedMs >= BROKEN_AFTER_MS) return 'broken';
  if (state === 'disconnected' || (silentMs !== undefined && silentMs >= STALLED_AFTER_MS)) return 'stalled';
  return 'flowing';
}

/** Tells `onChange` of each change; begins with `flowing`. The returned function ends it. */
export function watchSound(
  connection: RTCPeerConnection,
  onChange: (health: MediaHealth) => void,
): () => void {
  let health: MediaHealth = 'flowing';
  let lastSource: number | undefined;
  let heardAtMs: number | undefined;
  let disconnectedAtMs: number | undefined;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const source = lastPacketOf(connection);
    if (source !== undefined && source !== lastSource) heardAtMs = nowMs;
    lastSource = source ?? lastSource;
    const state = connection.connectionState;
    disconnectedAtMs = state === 'disconnected' ? (disconnectedAtMs ?? nowMs) : undefined;
    const next = healthOf({
      state,
      disconnectedMs: disconnectedAtMs === undefined ? 0 : nowMs - disconnectedAtMs,
      silentMs: heardAtMs === undefined ? undefined : nowMs - heardAtMs,
    });
    if (next === health) return;
    health = next;
    onChange(next);
  }, PERIOD_MS);
  return () => {
    clearInterval(timer);
  };
}

/** A mark of the last packet that was played: it changes with each. */
function lastPacketOf(connection: RTCPeerConnection): number | undefined {
  for (const { receiver, stopped } of stoppable(connection)) {
    if (stopped || receiver.track.kind !== 'audio') continue;
    const times = receiver.getSynchronizationSources().map(({ timestamp }) => timestamp);
    if (times.length > 0) return Math.max(...times);
  }
  return undefined;
}

function stoppable(connection: RTCPeerConnection): readonly { receiver: RTCRtpReceiver; stopped: boolean }[] {
  return connection
    .getTransceivers()
    .map(({ receiver, currentDirection }) => ({ receiver, stopped: currentDirection === 'stopped' }));
}
