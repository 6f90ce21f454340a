// Whether what leaves arrives over there, by what comes back: their receiver reports (RFC 3550 6.4), and the feedback that a browser
// sends several times a second (transport-wide congestion control). docs/diagnosis.md, "What comes back".
import type { ReceiverReport, StatsSample } from '../../media/stats-sample.ts';

/** `doubtful`: what usually comes back at once has stayed away for a moment. */
export type HeardThereSign = 'unknown' | 'arrives' | 'doubtful' | 'lost';

export interface HeardThereWatch {
  readonly sign: HeardThereSign;
  readonly before: StatsSample | undefined;
  /** When their last report about us was seen to come. */
  readonly reportAtMs: number | undefined;
  /** What it said, what we had sent by then, how many in a row said exactly the same, and whether their jitter ever changed. */
  readonly reported: {
    readonly report: ReceiverReport | undefined;
    readonly sent: number;
    readonly same: number;
    readonly varies: boolean;
  };
  /** Sender reports without one about us, in a row. */
  readonly without: number;
  /** Feedback came so often in this call that its absence says something. */
  readonly isFeedbackUsual: boolean;
  /** What we sent since feedback stayed away, and what arrived meanwhile, packets. */
  readonly sentInVain: number;
  readonly arrivedMeanwhile: number;
}

export const NOTHING_CAME_BACK: HeardThereWatch = {
  sign: 'unknown',
  before: undefined,
  reportAtMs: undefined,
  reported: { report: undefined, sent: 0, same: 0, varies: false },
  without: 0,
  isFeedbackUsual: false,
  sentInVain: 0,
  arrivedMeanwhile: 0,
};

/** From this loss on, nothing useful arrives. */
const TOTAL_LOSS = 0.95;
/** So many reports in a row that leave us out, so long after the last about us: they heard nothing of us since. Browsers report what they send
 * and what they hear each at a time of its own, some seconds apart. */
const LEFT_OUT = 2;
const LEFT_OUT_FOR_MS = 8000;
/** Feedback comes about once in three packets of ours; this often, a second, it is feedback and not reports alone. */
const FEEDBACK_A_SECOND = 8;
/** So much sound without feedback is lost: 0.8 s of it. Reports go on meanwhile, one in 2.5 s at the most. */
const IN_VAIN = 40;
/** So much casts a doubt, which counts only beside what the far side tells. */
const IN_DOUBT = 12;
/** What arrives shows that the way back is open, so that feedback would arrive too. */
const WAY_BACK_IS_OPEN = 10;

/** Where the browser works out how many arrived: less than this share is none. */
const LITTLE = 0.1;
/** Between two reports that are compared, packets. */
const SENT_BETWEEN = 100;
/**
 * So many repetitions in a row prove that nothing arrives. On a quiet network the jitter of G.711, in steps of 0.125 ms, repeats by chance in
 * one report of five.
 */
const SAME = 2;
const SAME_ON_A_QUIET_NETWORK = 6;
const FINE_JITTER_MS = 1;

/** Packets between two samples: ours, theirs, and what is neither (Chromium counts no checks among them). */
function between(
  before: StatsSample,
  now: StatsSample,
): { sent: number; arrived: number; other: number | undefined } {
  const sent = (now.outbound?.packets ?? 0) - (before.outbound?.packets ?? 0);
  const arrived = (now.inbound?.packets ?? 0) - (before.inbound?.packets ?? 0);
  const [all, allBefore] = [now.pair?.packetsReceived, before.pair?.packetsReceived];
  if (all === undefined || allBefore === undefined) return { sent, arrived, other: undefined };
  return { sent, arrived, other: Math.max(0, all - allBefore - arrived) };
}

/** What feedback says. */
function withFeedback(watch: HeardThereWatch, now: StatsSample): HeardThereWatch {
  const { before } = watch;
  if (before === undefined) return { ...watch, before: now };
  const seconds = (now.atMs - before.atMs) / 1000;
  const { sent, arrived, other } = between(before, now);
  const next = { ...watch, before: now };
  if (other === undefined || seconds <= 0) return { ...next, sentInVain: 0, arrivedMeanwhile: 0 };
  const isFeedbackUsual = watch.isFeedbackUsual || other / seconds >= FEEDBACK_A_SECOND;
  if (other > Math.max(1, seconds)) {
    // Less is none: packets of sound may be counted for the path a moment before they are counted as sound.
    const isBack = watch.isFeedbackUsual && other / seconds >= FEEDBACK_A_SECOND;
    const sign = isBack || watch.sign === 'doubtful' ? 'arrives' : watch.sign;
    return { ...next, isFeedbackUsual, sign, sentInVain: 0, arrivedMeanwhile: 0 };
  }
  const sentInVain = watch.sentInVain + Math.max(0, sent);
  const arrivedMeanwhile = watch.arrivedMeanwhile + Math.max(0, arrived);
  const isLost = isFeedbackUsual && sentInVain >= IN_VAIN && arrivedMeanwhile >= WAY_BACK_IS_OPEN;
  const isDoubtful = isFeedbackUsual && sentInVain >= IN_DOUBT && arrivedMeanwhile >= IN_DOUBT / 2;
  const sign = isLost ? 'lost' : isDoubtful && watch.sign !== 'lost' ? 'doubtful' : watch.sign;
  return { ...next, isFeedbackUsual, sentInVain, arrivedMeanwhile, sign };
}

type Reported = HeardThereWatch['reported'];

/**
 * Jitter changes with every packet that arrives: a report that repeats it, and the loss, may rest on none. It says nothing where it never
 * changed, since not everybody measures it, or is 0, which is less than one step of the clock (RFC 3550 A.8).
 */
function nextReported(before: Reported, report: ReceiverReport, now: StatsSample): Reported {
  const sent = now.outbound?.packets ?? 0;
  const { jitterMs = 0 } = report;
  const isRepeated = jitterMs === (before.report?.jitterMs ?? 0) && report.lost === before.report?.lost;
  const isSame = isRepeated && before.varies && jitterMs > 0 && sent - before.sent >= SENT_BETWEEN;
  const varies = before.varies || (before.report !== undefined && jitterMs !== (before.report.jitterMs ?? 0));
  return { report, sent, same: isSame ? before.same + 1 : 0, varies };
}

function isLostBy(before: Reported, { report, sent, same }: Reported, isFeedbackUsual: boolean): boolean {
  if ((report?.fractionLost ?? 0) >= TOTAL_LOSS) return true;
  const [received, receivedBefore] = [report?.received, before.report?.received];
  if (received !== undefined && receivedBefore !== undefined)
    return sent - before.sent >= IN_VAIN && received - receivedBefore < (sent - before.sent) * LITTLE;
  return (
    !isFeedbackUsual && same >= ((report?.jitterMs ?? 0) >= FINE_JITTER_MS ? SAME : SAME_ON_A_QUIET_NETWORK)
  );
}

/** What their reports say. */
function withReports(
  watch: HeardThereWatch,
  before: StatsSample | undefined,
  now: StatsSample,
): HeardThereWatch {
  const report = now.receiverReport;
  if (report !== undefined && report.atMs !== watch.reportAtMs) {
    const reported = nextReported(watch.reported, report, now);
    // A browser goes on reporting for a while what it has not heard any more: its feedback knows better, and tells when it hears again.
    const isInVain = watch.isFeedbackUsual && (watch.sign === 'lost' || watch.sentInVain >= IN_VAIN);
    const isOpen = reported.same > 0 || isInVain;
    const isLost = isLostBy(watch.reported, reported, watch.isFeedbackUsual);
    const sign = isLost ? 'lost' : isOpen ? watch.sign : 'arrives';
    return { ...watch, sign, reportAtMs: report.atMs, reported, without: 0 };
  }
  const isLeftOut =
    watch.reportAtMs !== undefined &&
    now.senderReport !== undefined &&
    before?.senderReport !== undefined &&
    now.senderReport.atMs !== before.senderReport.atMs;
  const without = isLeftOut ? watch.without + 1 : watch.without;
  const ageMs = (now.senderReport?.atMs ?? 0) - (watch.reportAtMs ?? 0);
  // Where feedback is usual, it is the better witness.
  const isLost = without >= LEFT_OUT && ageMs > LEFT_OUT_FOR_MS && !watch.isFeedbackUsual;
  return { ...watch, without, sign: isLost ? 'lost' : watch.sign };
}

/** The next sample while sound leaves. */
export function nextHeardThere(watch: HeardThereWatch, now: StatsSample): HeardThereWatch {
  return withReports(withFeedback(watch, now), watch.before, now);
}

/** Where feedback is usual it is asked after twice a second, and again at once where it has just stayed away; milliseconds. */
const ASKED_AFTER_MS = 450;

/** Another sample would tell more of what comes back. */
export function wantsFeedback(
  { isFeedbackUsual, sentInVain, sign, before }: HeardThereWatch,
  atMs: number,
): boolean {
  if (!isFeedbackUsual || sign === 'lost' || before === undefined) return false;
  return sentInVain > 0 || atMs - before.atMs >= ASKED_AFTER_MS;
}
