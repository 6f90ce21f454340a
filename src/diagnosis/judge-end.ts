// Why a call ended, where nobody seems to have wanted it: from when, by whom and with which words it ended, and from how its sound was before.
// Says how sure it is; what a person did is `plain`, and so is all that nothing speaks about. Pure.
// Sources: RFC 3261 13.3.1.4 (no ACK: 64*T1 = 32 s), RFC 4028 10 (session timers), RFC 7675 5.1 (consent), RFC 3326 (Reason), Q.850.
import type { CallEnd } from '../sip/call-state.ts';
import type { Reason } from '../sip/wire/reasons.ts';
import type { Confidence } from './description-lint.ts';

/** What is known of a call that was answered and is over. Times in seconds, up to the end. */
export interface EndEvidence {
  readonly by: CallEnd['by'];
  readonly cause: CallEnd['cause'];
  /** What the far side gave (RFC 3326); untrusted text. */
  readonly reasons: readonly Reason[];
  /** How often the far side sent its 200 again after we had acknowledged it. */
  readonly answersRepeated: number;
  /** Since the answer. */
  readonly talkedSeconds: number;
  /** For how long nothing of ours had reached the far side, as far as it said; undefined where that is not known. */
  readonly unheardSeconds: number | undefined;
  /** For how long nothing had arrived here. */
  readonly silentSeconds: number | undefined;
  /** Whether ICE had lost its path and found none since. */
  readonly isPathLost: boolean;
  /** The interval of the session timer, and since when it was not refreshed; undefined where there is none. */
  readonly sessionTimer:
    { readonly intervalSeconds: number; readonly sinceRefreshSeconds: number } | undefined;
}

export type EndVerdict =
  /** An ACK got lost again and again; `ours`: the one that this side sent. */
  | { readonly kind: 'missingAck'; readonly whose: 'ours' | 'theirs'; readonly confidence: Confidence }
  /** The far side heard nothing for long and gave up. */
  | { readonly kind: 'rtpTimeout'; readonly confidence: Confidence }
  /** The path of the sound was lost for both, and the far side gave up. */
  | { readonly kind: 'consentLost'; readonly confidence: Confidence }
  /** A session timer ran out that nobody refreshed. */
  | { readonly kind: 'sessionTimer'; readonly confidence: Confidence }
  /** Something else that the far side gives as its reason. */
  | { readonly kind: 'reasonGiven'; readonly reason: Reason }
  /** The server could not be reached any more. */
  | { readonly kind: 'connectionLost' }
  | { readonly kind: 'plain' };

const PLAIN: EndVerdict = { kind: 'plain' };

/** 64*T1 (RFC 3261 13.3.1.4); a busy server is a little late, and counts from its 200. */
const ACK_SECONDS = 32;
const ACK_SLACK_SECONDS = 3;
/** In 32 s a 200 is sent again ten times; one or two are a slow network. */
const MANY_REPEATED = 4;
/** No server gives up a call for less silence than this. */
const SHORTEST_RTP_TIMEOUT_SECONDS = 8;

/** What servers write where they saw no sound; FreeSWITCH: MEDIA_TIMEOUT. */
const RTP_TIMEOUT = /\brtp\b|\bmedia[ _-]?(?:time ?-?out|inactivity)|\bno (?:audio|media)\b/iu;
/** What servers write where a session timer ran out (RFC 4028 10). */
const SESSION_TIMER = /\bsession[ _-]?(?:timer|timed|time ?-?out|expire)/iu;
/** What servers write where no ACK came. */
const NO_ACK = /\back\b/iu;
/** Recovery on timer expiry (Q.850 102): FreeSWITCH says it of a missing ACK and of a session timer. */
const TIMER_EXPIRY = 102;
/** 604 of FreeSWITCH, outside of what Q.850 has: MEDIA_TIMEOUT. */
const MEDIA_TIMEOUT = 604;
/** Normal ends (Q.850 16 and 31; SIP 200). */
const NORMAL: readonly (readonly [string, number])[] = [
  ['Q.850', 16],
  ['Q.850', 31],
  ['SIP', 200],
];

const isNear = (seconds: number, wanted: number): boolean => Math.abs(seconds - wanted) <= ACK_SLACK_SECONDS;

function isNormal({ protocol, cause, text }: Reason): boolean {
  if (cause === undefined) return text === undefined;
  return NORMAL.some(([wanted, code]) => protocol === wanted && cause === code);
}

function missingAck({ reasons, answersRepeated, talkedSeconds }: EndEvidence): EndVerdict | undefined {
  const saysSo = reasons.some(
    ({ cause, text }) =>
      NO_ACK.test(text ?? '') || (cause === TIMER_EXPIRY && isNear(talkedSeconds, ACK_SECONDS)),
  );
  const isMany = answersRepeated >= MANY_REPEATED;
  if (!isMany && !saysSo) return undefined;
  const isSure = saysSo || isNear(talkedSeconds, ACK_SECONDS);
  return { kind: 'missingAck', whose: 'ours', confidence: isSure ? 'sure' : 'likely' };
}

function timerRanOut({ reasons, sessionTimer, talkedSeconds }: EndEvidence): EndVerdict | undefined {
  const saysSo = reasons.some(
    ({ cause, text }) =>
      SESSION_TIMER.test(text ?? '') || (cause === TIMER_EXPIRY && !isNear(talkedSeconds, ACK_SECONDS)),
  );
  if (saysSo) return { kind: 'sessionTimer', confidence: 'sure' };
  if (sessionTimer === undefined) return undefined;
  const { intervalSeconds, sinceRefreshSeconds } = sessionTimer;
  // Who does not refresh hangs up so long before the end (RFC 4028 10), or at it.
  const earliest = intervalSeconds - Math.min(ACK_SECONDS, intervalSeconds / 3) - ACK_SLACK_SECONDS;
  const isDue = sinceRefreshSeconds >= earliest && sinceRefreshSeconds <= intervalSeconds + ACK_SLACK_SECONDS;
  return isDue ? { kind: 'sessionTimer', confidence: 'likely' } : undefined;
}

function heardNothing({ reasons, unheardSeconds, isPathLost }: EndEvidence): EndVerdict | undefined {
  const saysSo = reasons.some(({ cause, text }) => cause === MEDIA_TIMEOUT || RTP_TIMEOUT.test(text ?? ''));
  if (saysSo) return { kind: isPathLost ? 'consentLost' : 'rtpTimeout', confidence: 'sure' };
  if (isPathLost) return { kind: 'consentLost', confidence: 'likely' };
  const isLong = unheardSeconds !== undefined && unheardSeconds >= SHORTEST_RTP_TIMEOUT_SECONDS;
  return isLong ? { kind: 'rtpTimeout', confidence: 'likely' } : undefined;
}

/** The far side hung up, or somebody in its name. */
function judgeTheirs(evidence: EndEvidence): EndVerdict {
  const { reasons, silentSeconds } = evidence;
  const known = missingAck(evidence) ?? timerRanOut(evidence) ?? heardNothing(evidence);
  if (known !== undefined) return known;
  const reason = reasons.find((each) => !isNormal(each));
  if (reason !== undefined) return { kind: 'reasonGiven', reason };
  const wasSilent = silentSeconds !== undefined && silentSeconds >= SHORTEST_RTP_TIMEOUT_SECONDS;
  // Who says that all was normal may have heard nothing all the same; silence this way alone tells less.
  return wasSilent && reasons.length === 0 ? { kind: 'rtpTimeout', confidence: 'possible' } : PLAIN;
}

/** Judges how an answered call ended. */
export function judgeEnd(evidence: EndEvidence): EndVerdict {
  const { by, cause } = evidence;
  if (cause === 'connectionLost') return { kind: 'connectionLost' };
  // An answer of ours that was never acknowledged ends the call here.
  if (by !== 'remote' && cause === 'timeout')
    return { kind: 'missingAck', whose: 'theirs', confidence: 'sure' };
  if (by === 'remote') return judgeTheirs(evidence);
  return by === 'system' && evidence.isPathLost ? { kind: 'consentLost', confidence: 'likely' } : PLAIN;
}
