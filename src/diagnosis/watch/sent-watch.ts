// What the far side says that it sent, against what arrived: so a server that rightly sends nothing (a queue, a recorder, hold without
// music) is told from packets that get lost (RFC 3550 6.4.1).
import type { StatsSample } from '../../media/stats-sample.ts';

/** `notSent`: they say that they sent nothing; `lost`: they sent, and it did not arrive. */
export type SentSign = 'unknown' | 'notSent' | 'lost';

export interface SentWatch {
  readonly sign: SentSign;
  /** As of their last report. */
  readonly report: { readonly atMs: number; readonly sent: number; readonly arrived: number } | undefined;
}

export const NOTHING_SAID: SentWatch = { sign: 'unknown', report: undefined };

/** A report after so much silence says something of it, in milliseconds. */
const LEAST_SILENCE_MS = 1000;
/** Fewer packets than this may still be on their way, or be comfort noise. */
const FEW = 10;

/** `missing`: packets that they sent and that did not arrive, in `silentMs` milliseconds without any. */
function signOf(missing: number, silentMs: number): SentSign {
  // A packet is 20 ms, or 60 ms at the longest that is common.
  return missing >= Math.max(FEW, silentMs / 100) ? 'lost' : 'notSent';
}

/** The next sample, after `silentMs` milliseconds without a packet. What arrives says more than any report. */
export function nextSent(
  before: SentWatch,
  { senderReport, inbound }: StatsSample,
  silentMs: number,
): SentWatch {
  const arrived = inbound?.packets ?? 0;
  const sent = senderReport?.packets;
  if (senderReport === undefined || sent === undefined) return before;
  if (senderReport.atMs === before.report?.atMs)
    return silentMs === 0 && before.sign !== 'unknown' ? { ...before, sign: 'unknown' } : before;
  const report = { atMs: senderReport.atMs, sent, arrived };
  if (before.report === undefined || silentMs < LEAST_SILENCE_MS) return { sign: 'unknown', report };
  const missing = sent - before.report.sent - (arrived - before.report.arrived);
  // Their report speaks of the time since the one before, however long the silence is.
  const silentSinceMs = Math.min(silentMs, senderReport.atMs - before.report.atMs);
  return { sign: signOf(missing, silentSinceMs), report };
}
