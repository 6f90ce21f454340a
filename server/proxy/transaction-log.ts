// One line for each transaction: time, method, who to whom, status, duration.
// Owns the format; refuses headers, bodies and everything that could be a secret.
import { headerOf, type SipMessage } from '../sip/message.ts';
import { parseNameAddr } from '../sip/name-addr.ts';
import { parseSipUri } from '../sip/uri.ts';

export interface TransactionEntry {
  readonly method: string;
  readonly from: string;
  readonly to: string;
  readonly status: number;
  readonly durationMs: number;
}

export type TransactionLog = (entry: TransactionEntry) => void;

function userOf(message: SipMessage, header: 'From' | 'To'): string {
  const uri = parseSipUri(parseNameAddr(headerOf(message, header) ?? '')?.uri ?? '');
  const name = uri === undefined ? '?' : uri.user || uri.host;
  return name.replace(/[^\w.+-]/g, '_').slice(0, 40);
}

/** The entry for a response, or for a request answered with `status`. `startedAt` and `now` in ms since the epoch. */
export function transactionEntry(
  message: SipMessage,
  status: number,
  startedAt: number,
  now: number,
): TransactionEntry {
  const method = headerOf(message, 'CSeq')?.split(/\s+/)[1] ?? '?';
  const durationMs = Math.max(0, now - startedAt);
  const [from, to] = [userOf(message, 'From'), userOf(message, 'To')];
  return { method: method.slice(0, 16), from, to, status, durationMs };
}

/** `12:00:00.000 INVITE 1001 -> 600 200 35 ms` */
export function formatTransaction(entry: TransactionEntry, now: number): string {
  const time = new Date(now).toISOString().slice(11, 23);
  const { method, from, to, status, durationMs } = entry;
  return `${time} ${method} ${from} -> ${to} ${String(status)} ${String(Math.round(durationMs))} ms`;
}
