// The answer to an ICE restart carries the candidates of its own gathering (RFC 8839 4.4.1.1.1). JsSIP 3.13.8 sees the gathering before
// as complete, or as ready, and sends an answer without any: no path comes of it behind two NATs.
import type { StackSession } from './stack.ts';

/** How often it is looked whether the gathering was over before anybody could listen, in milliseconds. */
const LOOK_MS = 20;
/** The media side ends a gathering long before; this is for the case that nobody does. In milliseconds. */
const DEADLINE_MS = 2500;

function ufragOf(description: RTCSessionDescription | null): string | undefined {
  return /^a=ice-ufrag:(\S+)/mu.exec(description?.sdp ?? '')?.[1];
}

/** Whether the offer that waits for our answer renews the credentials of the one before (RFC 8839 4.4.1.1.1). */
function answersRestart({
  currentRemoteDescription: before,
  pendingRemoteDescription: offer,
}: RTCPeerConnection): boolean {
  return before !== null && offer !== null && ufragOf(before) !== ufragOf(offer);
}

/** Tells who waits for the last candidate that it has come. */
function endGathering(connection: RTCPeerConnection): void {
  connection.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate: null }));
}

/** Ends the wait for candidates that came before JsSIP listened, or that never come. Returns a function that ends the watch. */
function watchGathering(connection: RTCPeerConnection): () => void {
  const startedMs = Date.now();
  const timer = setInterval(() => {
    const isOver = connection.iceGatheringState === 'complete' && connection.signalingState === 'stable';
    const isDone = isOver && (connection.localDescription?.sdp ?? '').includes('a=candidate:');
    if (isDone || Date.now() - startedMs >= DEADLINE_MS) endGathering(connection);
  }, LOOK_MS);
  return () => {
    clearInterval(timer);
  };
}

/** Puts a session right; call once, before it says anything. */
export function fixRestartAnswers(session: StackSession): void {
  const create = session._createLocalDescription.bind(session);
  session._createLocalDescription = async (type, constraints): Promise<string> => {
    const { connection } = session;
    if (type !== 'answer' || !answersRestart(connection)) return create(type, constraints);
    session._iceReady = false;
    const stop = watchGathering(connection);
    try {
      return await create(type, { ...constraints, iceRestart: true });
    } finally {
      stop();
    }
  };
}
