// 622 and 651 to 653: the far end transfers the phone, some seconds after the answer: to a number that is there, to one that is not, and into
// a call that it has already. Owns what is asked; the far end hangs up when it hears that it worked.
import JsSIP from 'jssip';
import type { EventScene, OpenSession, ServerEvent } from './event.ts';

/** The dialog as it is named to one of its ends (RFC 3891 section 6.1): that end's tag is the one of To. */
function replacesAt(end: 'here' | 'phone', { _dialog: dialog }: OpenSession): string {
  if (dialog === null || dialog === undefined) return '';
  const { call_id: callId, local_tag: own, remote_tag: theirs } = dialog.id;
  const [to, from] = end === 'here' ? [own, theirs] : [theirs, own];
  return `${callId};to-tag=${to};from-tag=${from}`;
}

function refer({ session, domain, peer }: EventScene, number: string, replaces?: string): void {
  const target = new JsSIP.URI('sip', number, domain);
  if (replaces !== undefined) target.setHeader('Replaces', encodeURIComponent(replaces));
  session.refer(target, {
    extraHeaders: [`Referred-By: <sip:${peer}@${domain}>`],
    eventHandlers: {
      accepted: () => {
        if (!session.isEnded()) session.terminate();
      },
    },
  });
}

export const refers: ServerEvent = (scene) => {
  refer(scene, '601');
  return undefined;
};

export const refersNowhere: ServerEvent = (scene) => {
  refer(scene, '614');
  return undefined;
};

/** The call that the phone is to take over is this one: whoever comes in its place hears 601. */
export const refersJoining: ServerEvent = (scene) => {
  refer(scene, '601', replacesAt('here', scene.session));
  return undefined;
};

export const takesOver: ServerEvent = ({ session, callAgain }) => {
  callAgain([`Replaces: ${replacesAt('phone', session)}`]);
  return undefined;
};
