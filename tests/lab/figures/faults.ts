// What can become of the sound of a call, each as an act at one end, what each end must say of it, and how soon. `near` is the caller, at
// whose end it happens; `far` the called one, a phone of ours too or a plain one.
import { blockUdp, cut, lose, type CutOptions } from '../faults/cut.ts';
import { garble } from '../faults/garble.ts';
import { dropMappings } from '../faults/mappings.ts';
import { endMicrophone, loseSink, pausePlayback, shutMicrophoneOff } from '../faults/page/strike.ts';
import type { PhonePage } from '../../e2e/support/phone.ts';
import type { NatKind } from '../network/types.ts';
import type { IceChoice } from '../support/ice-choice.ts';
import type { Lab } from '../support/lab-test.ts';

/** A call that something happens to. */
export interface Ground {
  readonly lab: Lab;
  readonly near: PhonePage;
  /** Undefined where a plain phone was called. */
  readonly far: PhonePage | undefined;
}

/** Where the sound stops, seen from the near end: what comes in, what goes out. */
export type Way = 'in' | 'out';

export interface CallFault {
  readonly name: string;
  /** Default `all`. */
  readonly ice?: IceChoice;
  /** Default port-restricted at both ends. */
  readonly nats?: readonly [NatKind, NatKind];
  /** Ways whose sound it stops; none: it must not stop, and neither end may say that it does. */
  readonly stops: readonly Way[];
  /** Verdicts that name the cause, at each end. What is not calm and not here is wrong. */
  readonly near: readonly string[];
  readonly far: readonly string[];
  /** The end that has to tell, and by when, in milliseconds; with a plain phone the near end has to. Undefined: nobody has to. */
  readonly told?: { readonly by: 'near' | 'far'; readonly withinMs: number };
  /** When the sound must be back; undefined where no path is left, or nobody is to bring it back. */
  readonly backWithinMs?: number;
  /** It can be made with a plain phone at the far end. */
  readonly withPlainPhone: boolean;
  /** What the person at each phone has set before the call. */
  prepare?(phone: PhonePage): Promise<unknown>;
  /** What the phone may put right before anybody hears a gap. */
  readonly mendsAtOnce?: boolean;
  /** Undone, the call is as it was, so that the next try takes the same call. */
  readonly sharesCall: boolean;
  strike(ground: Ground): Promise<unknown>;
  /** Puts right what `undoAll` of the network does not. */
  mend?(ground: Ground): Promise<unknown>;
}

const NOTHING_COMES = ['nothingArrives', 'lostOnTheWayIn'];
const NOTHING_GOES = ['lostOnTheWayOut', 'nothingLeaves', 'unconfirmed'];
/** Where the path itself is gone, each direction that is named is rightly named: consent ends, and the other one follows (RFC 7675). */
const PATH_GONE = ['pathDied', 'nothingEitherWay', 'pathFlaps', ...NOTHING_COMES, ...NOTHING_GOES];

/** One kind of packet that passes one way only; what a relay carries passes. */
function oneWay(name: string, options: CutOptions): CallFault {
  const isIn = options.direction === 'in';
  const hearing = options.what === 'udp' ? PATH_GONE : NOTHING_COMES;
  const speaking = options.what === 'udp' ? PATH_GONE : NOTHING_GOES;
  return {
    name,
    stops: [isIn ? 'in' : 'out'],
    near: isIn ? hearing : speaking,
    far: isIn ? speaking : hearing,
    told: isIn ? { by: 'near', withinMs: 1500 } : { by: 'near', withinMs: 2000 },
    // Sound alone lost on its way out is not mended every time yet (docs/audio-path.md).
    ...(isIn || options.what === 'udp' ? { backWithinMs: isIn ? 4000 : 7000 } : {}),
    withPlainPhone: true,
    sharesCall: false,
    strike: ({ lab }) => cut(lab.network, 0, { framing: 'plain', ...options }),
  };
}

/** Something in the near page. */
function inPage(
  name: string,
  fault: Pick<CallFault, 'stops' | 'near' | 'far' | 'strike'> & Partial<CallFault>,
): CallFault {
  return {
    name,
    told: { by: 'near', withinMs: 1500 },
    backWithinMs: 2000,
    withPlainPhone: true,
    mendsAtOnce: true,
    sharesCall: true,
    ...fault,
  };
}

/** Something that people want: nothing is wrong, and nobody may say so. */
function calm(
  name: string,
  fault: Pick<CallFault, 'stops' | 'near' | 'far' | 'strike'> & Partial<CallFault>,
): CallFault {
  return { name, withPlainPhone: false, sharesCall: true, ...fault };
}

const press = (phone: PhonePage | undefined, name: string | RegExp): Promise<void> =>
  phone === undefined ? Promise.resolve() : phone.button(name).click();

/** Opus sends next to nothing in silence (DTX). */
async function pausesInSilence(phone: PhonePage): Promise<void> {
  await phone.goTo('Settings');
  await phone.page.getByText('How the sound is coded (codecs)').click();
  await phone.page.getByRole('checkbox', { name: 'Send next to nothing in silence' }).check();
  await phone.goTo('Phone');
}

async function choosesSpeaker(phone: PhonePage): Promise<void> {
  await phone.goTo('Settings');
  await phone.field('Speaker').selectOption({ label: 'Fake Audio Output 1' });
  await phone.goTo('Phone');
}

export const CALL_FAULTS: readonly CallFault[] = [
  oneWay('rtp-in', { what: 'rtp', direction: 'in' }),
  oneWay('rtp-and-rtcp-in', { what: 'rtpAndRtcp', direction: 'in' }),
  oneWay('udp-in', { what: 'udp', direction: 'in' }),
  oneWay('rtp-out', { what: 'rtp', direction: 'out' }),
  oneWay('rtp-and-rtcp-out', { what: 'rtpAndRtcp', direction: 'out' }),
  oneWay('udp-out', { what: 'udp', direction: 'out' }),
  {
    name: 'udp-cut',
    stops: ['in', 'out'],
    near: PATH_GONE,
    far: PATH_GONE,
    told: { by: 'near', withinMs: 2000 },
    backWithinMs: 4000,
    withPlainPhone: true,
    sharesCall: false,
    strike: ({ lab }) => blockUdp(lab.network, 0),
  },
  {
    name: 'udp-cut-no-relay',
    ice: 'stun',
    stops: ['in', 'out'],
    near: [...PATH_GONE, 'noPath', 'noPathUdpBlocked'],
    far: [...PATH_GONE, 'noPath'],
    told: { by: 'near', withinMs: 2000 },
    withPlainPhone: true,
    sharesCall: false,
    strike: ({ lab }) => blockUdp(lab.network, 0),
  },
  {
    name: 'mapping-lost',
    nats: ['symmetric', 'symmetric'],
    stops: ['in', 'out'],
    near: PATH_GONE,
    far: PATH_GONE,
    told: { by: 'near', withinMs: 2000 },
    backWithinMs: 4000,
    withPlainPhone: true,
    sharesCall: false,
    strike: ({ lab }) => dropMappings(lab.network, 0),
  },
  {
    name: 'turn-killed',
    ice: 'twoTurns',
    nats: ['symmetric', 'symmetric'],
    stops: ['in', 'out'],
    near: PATH_GONE,
    far: PATH_GONE,
    told: { by: 'near', withinMs: 2000 },
    backWithinMs: 4000,
    withPlainPhone: false,
    sharesCall: false,
    strike: ({ lab }) => lab.servers.coturn.kill(),
    mend: ({ lab }) => lab.servers.coturn.start(),
  },
  {
    name: 'address-changed',
    stops: ['in', 'out'],
    near: [...PATH_GONE, 'offline', 'serverLost', 'serverSought', 'serverAndSoundLost'],
    far: PATH_GONE,
    told: { by: 'near', withinMs: 2000 },
    backWithinMs: 2500,
    withPlainPhone: true,
    sharesCall: false,
    strike: ({ lab: { network } }) => {
      const [usual] = network.clients[0].addresses;
      return network.setSpareAddress(0, network.clients[0].address === usual);
    },
  },
  inPage('element-paused', {
    stops: ['in'],
    near: ['playbackStopped', 'playbackBlocked'],
    far: ['theyDontPlay'],
    strike: ({ near }) => pausePlayback(near.page),
  }),
  inPage('sink-gone', {
    stops: ['in'],
    near: ['speakerGone', 'playbackStopped'],
    far: ['theyDontPlay'],
    // The system's own choice moves with the system: only one that was chosen can be lost.
    prepare: choosesSpeaker,
    sharesCall: false,
    strike: ({ near }) => loseSink(near.page),
  }),
  inPage('microphone-unplugged', {
    stops: ['out'],
    near: ['microphoneGone'],
    far: ['theirMicrophoneSilent'],
    strike: ({ near }) => endMicrophone(near.page, true),
  }),
  inPage('track-ended', {
    stops: ['out'],
    near: ['microphoneGone'],
    far: ['theirMicrophoneSilent'],
    strike: ({ near }) => endMicrophone(near.page, false),
  }),
  {
    name: 'microphone-shut-off',
    stops: ['out'],
    near: ['microphoneShutOff', 'microphoneSilent'],
    far: ['theirMicrophoneSilent', 'theyMuted'],
    told: { by: 'near', withinMs: 2000 },
    withPlainPhone: true,
    sharesCall: true,
    strike: ({ near }) => shutMicrophoneOff(near.page, true),
    mend: ({ near }) => shutMicrophoneOff(near.page, false),
  },
  {
    name: 'undecodable',
    stops: ['in'],
    near: ['undecodable'],
    far: ['theyCantDecode', ...NOTHING_GOES],
    told: { by: 'near', withinMs: 6000 },
    withPlainPhone: true,
    sharesCall: false,
    strike: ({ lab }) => garble(lab.network, 0),
  },
  {
    name: 'loss',
    stops: [],
    near: [],
    far: [],
    withPlainPhone: true,
    sharesCall: false,
    strike: ({ lab }) => lose(lab.network, 0, 20),
  },
  {
    name: 'server-killed',
    stops: [],
    near: ['serverLost', 'serverSought'],
    far: ['serverLost', 'serverSought'],
    withPlainPhone: false,
    sharesCall: false,
    strike: ({ lab }) => lab.servers.kamailio.kill(),
    mend: ({ lab }) => lab.servers.kamailio.start(),
  },
  calm('far-muted', {
    stops: ['in'],
    near: ['theyMuted', 'theirMicrophoneSilent'],
    far: ['muted'],
    strike: ({ far }) => press(far, 'Mute'),
    mend: ({ far }) => press(far, /^(?:Mute|Unmute)$/u),
  }),
  calm('muted', {
    stops: ['out'],
    near: ['muted'],
    far: ['theyMuted', 'theirMicrophoneSilent'],
    strike: ({ near }) => press(near, 'Mute'),
    mend: ({ near }) => press(near, /^(?:Mute|Unmute)$/u),
  }),
  calm('muted-with-dtx', {
    stops: ['out'],
    near: ['muted'],
    far: ['theyMuted', 'theirMicrophoneSilent'],
    sharesCall: false,
    prepare: pausesInSilence,
    strike: ({ near }) => press(near, 'Mute'),
  }),
  calm('held', {
    stops: ['in', 'out'],
    near: ['heldByYou'],
    far: ['heldByThem'],
    strike: ({ near }) => press(near, 'Hold'),
    mend: ({ near }) => press(near, /^(?:Hold|Resume)$/u),
  }),
  {
    name: 'held-by-them',
    stops: [],
    near: ['heldByThem', 'theySendNothing'],
    far: ['heldByYou'],
    withPlainPhone: true,
    sharesCall: true,
    strike: ({ lab, far }) => (far === undefined ? lab.servers.baresip.hold() : press(far, 'Hold')),
    mend: ({ lab, far }) =>
      far === undefined ? lab.servers.baresip.resume() : press(far, /^(?:Hold|Resume)$/u),
  },
];
