// Times that a message asks for, in seconds: each within bounds that are ours, so that no server or caller can set a timer that fires at
// once, never, or again and again. What is no number asks for nothing. The one place for such bounds. Pure.
import { cseqOf, headerValue, type SipHead } from './sip-message.ts';

export interface Bounds {
  /** Seconds. */
  readonly least: number;
  readonly most: number;
}

export const ASKED = {
  /**
   * How long a registration lasts: a timer of more than 24 days would fire at once (HTML 8.7), so it is refreshed once a day at least; one
   * that is over in no time is not refreshed in no time.
   */
  expires: { least: 10, most: 86_400 },
  /** How long one is to be asked for at least (RFC 3261 10.3). */
  minExpires: { least: 1, most: 86_400 },
  /** How long to wait before a request is repeated (RFC 3261 20.33). */
  retryAfter: { least: 0, most: 3600 },
  /** How long a call may ring (RFC 3261 13.3.1); the stack ends it after as long. */
  ring: { least: 1, most: 600 },
} as const satisfies Readonly<Record<string, Bounds>>;

/** The seconds that a header or parameter begins with, a remark or parameters behind them left out; undefined where it begins with no number. */
export function secondsIn(text: string | undefined): number | undefined {
  const digits = /^\s*(\d+)\s*(?:$|[;(,\s])/u.exec(text ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export function within(seconds: number, { least, most }: Bounds): number {
  return Math.min(Math.max(seconds, least), most);
}

/** The seconds asked for, within bounds. */
export function askedSeconds(text: string | undefined, bounds: Bounds): number | undefined {
  const seconds = secondsIn(text);
  return seconds === undefined ? undefined : within(seconds, bounds);
}

/** The header with a time that is within bounds, or without it where it asks for none. */
function withTime(head: SipHead, name: string, bounds: Bounds): SipHead {
  const value = headerValue(head, name);
  if (value === undefined) return head;
  const others = head.headers.filter(([each]) => each !== name);
  const seconds = secondsIn(value) === 0 ? undefined : askedSeconds(value, bounds);
  return { ...head, headers: seconds === undefined ? others : [...others, [name, String(seconds)]] };
}

/** The message with times that the stack may obey by itself. */
export function withAskedTimes(head: SipHead): SipHead {
  if (head.method === 'INVITE') return withTime(head, 'expires', ASKED.ring);
  if (head.statusCode === undefined || cseqOf(head)?.method !== 'REGISTER') return head;
  return withTime(withTime(head, 'min-expires', ASKED.minExpires), 'expires', ASKED.expires);
}
