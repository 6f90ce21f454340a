// Whether what arrives is turned into sound: packets that come and are no sound that this browser can decode, and sound that is decoded
// and taken by no output.
import type { StatsSample } from '../../media/stats-sample.ts';

export type DecodingSign = 'fine' | 'undecodable' | 'notPlayed';

export interface DecodingWatch {
  readonly sign: DecodingSign;
  readonly before: StatsSample | undefined;
  /** What the last seconds looked like, and how many in a row. */
  readonly seen: DecodingSign;
  readonly times: number;
}

export const NOTHING_DECODED: DecodingWatch = { sign: 'fine', before: undefined, seen: 'fine', times: 0 };

/** So many seconds in a row raise a sign. */
const TIMES = 2;
/** Traffic that is more than reports, feedback (some 900) and checks, bytes a second. */
const SOUND_BYTES = 1600;
const SOUND_PACKETS = 10;
/** From this share of made-up sound on, nothing that came was used. */
const ALL_MADE_UP = 0.95;

function grew(now: number | undefined, before: number | undefined): number | undefined {
  return now === undefined || before === undefined ? undefined : Math.max(0, now - before);
}

function look(before: StatsSample, now: StatsSample): DecodingSign {
  const seconds = Math.max(0.2, (now.atMs - before.atMs) / 1000);
  const packets = Math.max(0, (now.inbound?.packets ?? 0) - (before.inbound?.packets ?? 0));
  if (packets / seconds < SOUND_PACKETS) {
    const bytes = grew(now.pair?.bytesReceived, before.pair?.bytesReceived);
    return packets === 0 && (bytes ?? 0) / seconds >= SOUND_BYTES ? 'undecodable' : 'fine';
  }
  const played = grew(now.inbound?.totalSamples, before.inbound?.totalSamples);
  // Not one sample came of them.
  if (played === 0) return 'undecodable';
  const emitted = grew(now.inbound?.emittedSamples, before.inbound?.emittedSamples);
  if (emitted === 0) return 'notPlayed';
  const madeUp = grew(now.inbound?.concealedSamples, before.inbound?.concealedSamples);
  const lost = grew(now.inbound?.lost, before.inbound?.lost) ?? 0;
  const isAllMadeUp = played !== undefined && played > 0 && (madeUp ?? 0) / played >= ALL_MADE_UP;
  return isAllMadeUp && lost < packets ? 'undecodable' : 'fine';
}

/** The next sample of a connection that stands. */
export function nextDecoding(watch: DecodingWatch, now: StatsSample): DecodingWatch {
  if (watch.before === undefined) return { ...watch, before: now };
  const seen = look(watch.before, now);
  const times = seen === watch.seen ? watch.times + 1 : 1;
  const sign = times >= TIMES ? seen : watch.sign;
  return { sign, before: now, seen, times };
}

/** What came over the path since packets of sound stopped, and whether that was as much as sound is. */
export interface UnreadWatch {
  readonly from: { readonly bytes: number; readonly atMs: number } | undefined;
  readonly isUnread: boolean;
}

export const NOTHING_UNREAD: UnreadWatch = { from: undefined, isUnread: false };

/** What is counted begins when no packet of sound can be on its way to the counter any more, and lasts so long at least; milliseconds. */
const SURELY_SILENT_MS = 300;
const LEAST_SPAN_MS = 200;

/** A sample, after `silentMs` milliseconds without a packet that could be read. */
export function nextUnread(watch: UnreadWatch, { pair, atMs }: StatsSample, silentMs: number): UnreadWatch {
  const bytes = pair?.bytesReceived;
  if (silentMs < SURELY_SILENT_MS || bytes === undefined) return NOTHING_UNREAD;
  if (watch.from === undefined) return { from: { bytes, atMs }, isUnread: false };
  const spanMs = atMs - watch.from.atMs;
  if (spanMs < LEAST_SPAN_MS) return watch;
  return { ...watch, isUnread: (bytes - watch.from.bytes) / (spanMs / 1000) >= SOUND_BYTES };
}
