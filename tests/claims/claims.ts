// What a sentence on the screen claims, and what a state of the phone bears out. A claim is the set of values that a subject may have
// for the sentence to be true. Two sentences exclude each other where no value of a subject satisfies both; a sentence is untrue
// where the state's value is not among those it allows. Test-side: none of it is in the program.
import { activeCall } from '../../src/phone/calls/calls-state.ts';
import { dialAccount } from '../../src/phone/accounts/account-selectors.ts';
import type { AccountState } from '../../src/phone/accounts/account-state.ts';
import { NO_CONNECTION } from '../../src/sip/connection-state.ts';
import { NO_REGISTRATION } from '../../src/sip/registration-state.ts';
import type { CallVitals, FlowState } from '../../src/diagnosis/flow.ts';
import { isHinderedBy } from '../../src/media/call-ability.ts';
import type { PhoneState } from '../../src/phone/phone-state.ts';
import type { Call } from '../../src/sip/call-state.ts';
import type { Transfer } from '../../src/sip/transfer.ts';
import { judgePast } from '../../src/diagnosis/receipt.ts';
import type { ReceiptKey } from '../../src/i18n/flow-words.ts';

export type CallFact =
  | 'none'
  | 'awaitsMicrophone'
  | 'calling'
  | 'proceeding'
  | 'ringing'
  | 'early'
  | 'rings'
  | 'answering'
  | 'answeringMicrophone'
  | 'established'
  | 'over';
export type YesNo = 'yes' | 'no';

/** Every subject that sentences speak of, with its values. */
export interface Facts {
  readonly call: CallFact;
  /** Sound from you to them, and back, as measured; `none` where there is no call to measure. */
  readonly out: FlowState | 'none';
  readonly back: FlowState | 'none';
  readonly hold: 'none' | 'local' | 'remote' | 'both';
  readonly muted: YesNo;
  /** Their side takes our sound and sends none, as it said. */
  readonly onlyListens: YesNo;
  readonly reconnecting: YesNo;
  readonly registration: 'signedOut' | 'connecting' | 'registering' | 'registered' | 'failed';
  /** What the browser says. */
  readonly online: YesNo;
  readonly permission: PhoneState['permission']['state'];
  readonly storage: PhoneState['storage'];
  readonly sound: PhoneState['sound'];
  readonly microphoneSign: CallVitals['microphone'];
  /** What the phone does about the sound by itself. */
  readonly mending: 'none' | 'trying' | 'helped' | 'failed';
  readonly tones: 'taken' | 'refused';
  /** How handing the call over fares. */
  readonly transfer: 'none' | Transfer['kind'];
  /** The other end asks to call somebody else. */
  readonly referral: YesNo;
  /** The person talks while nobody can hear it. */
  readonly talksUnheard: YesNo;
  /** Why a finished call ended; `none` where it did so as calls do, or there is none. */
  readonly cause: string;
  readonly endedBy: 'local' | 'remote' | 'system' | 'none';
  readonly answered: YesNo;
  /** What the sound of the finished call came to. */
  readonly pastOut: ReceiptKey | 'none';
  readonly pastBack: ReceiptKey | 'none';
  readonly ability: 'able' | 'unable';
  readonly path: CallVitals['path'];
}

export type Subject = keyof Facts;
export type Claims = { readonly [S in Subject]?: readonly Facts[S][] };

function callFact(call: Call | undefined): CallFact {
  if (call === undefined) return 'none';
  if (call.phase === 'terminated') return 'over';
  if (call.phase === 'established') return 'established';
  if (call.direction === 'incoming') {
    if (!call.answering) return 'rings';
    return call.awaitsMicrophone === true ? 'answeringMicrophone' : 'answering';
  }
  if (call.awaitsMicrophone === true) return 'awaitsMicrophone';
  return call.earlyMedia ? 'early' : call.phase;
}

const yes = (truth: boolean): YesNo => (truth ? 'yes' : 'no');

function endFacts(state: PhoneState): Pick<Facts, 'cause' | 'endedBy' | 'answered' | 'pastOut' | 'pastBack'> {
  const { history } = state;
  const call = activeCall(state);
  if (call?.phase !== 'terminated')
    return { cause: 'none', endedBy: 'none', answered: 'no', pastOut: 'none', pastBack: 'none' };
  const entry = history.find(({ id }) => id === call.id);
  const sound = entry === undefined ? undefined : judgePast(entry);
  return {
    cause: call.end.cause ?? 'none',
    endedBy: call.end.by,
    answered: yes(call.answeredAtMs !== undefined),
    pastOut: sound?.youToThem ?? 'none',
    pastBack: sound?.themToYou ?? 'none',
  };
}

/** How far the way to the server is, as one subject. */
function registrationFact(account: AccountState | undefined): Facts['registration'] {
  const { connection, registration } = account ?? {
    connection: NO_CONNECTION,
    registration: NO_REGISTRATION,
  };
  if (registration.phase === 'replaced' || connection.phase === 'broken') return 'failed';
  if (registration.phase !== 'none') return registration.phase;
  return connection.phase === 'idle' ? 'signedOut' : 'connecting';
}

/** What a state bears out. */
export function factsOf(state: PhoneState, vitals: CallVitals): Facts {
  const call = activeCall(state);
  const talking = call?.phase === 'established' ? call : undefined;
  const isMeasured = talking !== undefined || callFact(call) === 'early';
  return {
    call: callFact(call),
    out: isMeasured ? vitals.youToThem.flow : 'none',
    back: isMeasured ? vitals.themToYou.flow : 'none',
    hold: talking?.hold ?? 'none',
    muted: yes(talking?.muted === true),
    onlyListens: yes(talking?.onlyListens === true),
    reconnecting: yes(call?.lost !== undefined),
    registration: registrationFact(dialAccount(state)),
    online: yes(state.online),
    permission: state.permission.state,
    storage: state.storage,
    sound: state.sound,
    microphoneSign: vitals.microphone,
    mending: talking === undefined ? 'none' : (vitals.mending?.state ?? 'none'),
    tones: talking?.tonesRefused === true ? 'refused' : 'taken',
    transfer: (call?.phase === 'terminated' ? call.transfer : talking?.transfer)?.kind ?? 'none',
    referral: yes(talking?.referral !== undefined),
    talksUnheard: yes(state.talksUnheard),
    path: vitals.path,
    ability: isHinderedBy(state.ability, 'noWebSocket') ? 'unable' : state.ability.kind,
    ...endFacts(state),
  };
}

/** The subjects of a sentence that the state does not bear out. */
export function untrue(claims: Claims, facts: Facts): readonly Subject[] {
  const subjects = Object.keys(claims) as Subject[];
  return subjects.filter((subject) => {
    const allowed: readonly string[] = claims[subject] ?? [];
    return !allowed.includes(facts[subject]);
  });
}

/** The subjects of which no value satisfies both. */
export function excluding(one: Claims, other: Claims): readonly Subject[] {
  const subjects = Object.keys(one) as Subject[];
  return subjects.filter((subject) => {
    const [mine, theirs]: readonly (readonly string[] | undefined)[] = [one[subject], other[subject]];
    return theirs !== undefined && mine !== undefined && !mine.some((value) => theirs.includes(value));
  });
}
