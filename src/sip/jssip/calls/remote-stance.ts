// What the far side does with the sound, told whenever two descriptions have come into force: with the first answer, whoever gave it, in
// an ACK, a re-INVITE or an UPDATE of either side. One rule for all of them (description/direction.ts); JsSIP knows offers alone.
import type { RTCSession } from 'jssip/lib/RTCSession';
import { NEUTRAL, remoteStance, type RemoteStance } from '../../description/direction.ts';
import type { SessionEvent } from '../../user-agent.ts';
import { onConnection } from './browser-refusals.ts';

type Told = Extract<SessionEvent, { kind: 'remoteHoldChanged' | 'remoteListensChanged' }>;

function stanceIn(
  { currentLocalDescription: ours, currentRemoteDescription: theirs }: RTCPeerConnection,
  before: RemoteStance,
): RemoteStance {
  if (theirs === null) return NEUTRAL;
  return remoteStance(
    ours?.sdp,
    { type: theirs.type === 'offer' ? 'offer' : 'answer', sdp: theirs.sdp },
    before,
  );
}

/** Tells what changes, from the answer of the call on. Returns how to go on with another connection, which has taken the place of the one before. */
export function hearStance(
  session: RTCSession,
  say: (told: Told) => void,
): (connection: RTCPeerConnection) => void {
  let told = NEUTRAL;
  let isAnswered = false;
  const tell = (connection: RTCPeerConnection): void => {
    if (!isAnswered || connection.signalingState !== 'stable') return;
    const before = told;
    const now = stanceIn(connection, before);
    told = now;
    if (now.holds !== before.holds) say({ kind: 'remoteHoldChanged', held: now.holds });
    if (now.onlyListens !== before.onlyListens)
      say({ kind: 'remoteListensChanged', onlyListens: now.onlyListens });
  };
  const follow = (connection: RTCPeerConnection): void => {
    connection.addEventListener('signalingstatechange', () => {
      tell(connection);
    });
    tell(connection);
  };
  onConnection(session, follow);
  session.on('accepted', () => {
    isAnswered = true;
    tell(session.connection);
  });
  return follow;
}
