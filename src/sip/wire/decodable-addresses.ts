// Percent signs in addresses (RFC 3261 19.1.2) over which the stack would stumble, and answer nothing: it decodes every user twice. Pure.
import type { SipHead } from './sip-message.ts';

/** Headers whose addresses the stack decodes. */
const DECODED: readonly string[] = [
  'from',
  'to',
  'contact',
  'route',
  'record-route',
  'refer-to',
  'referred-by',
  'reply-to',
];
/** What a percent sign becomes that stands for itself: the full-width one. */
const PERCENT = '%EF%BC%85';

function isDecodable(text: string): boolean {
  try {
    return !decodeURIComponent(text).includes('%');
  } catch {
    return false;
  }
}

/** A percent sign that stands for itself. */
const SIGN = /%(?![0-9a-f]{2})|%25/giu;

/** Octets that are no UTF-8 are taken for Latin-1, which old phones send. */
function decodable(text: string): string {
  const isUtf8 = isDecodable(text.replace(SIGN, ''));
  const octets = isUtf8
    ? text
    : text.replace(/%[89a-f][0-9a-f]/giu, (escape) =>
        encodeURIComponent(String.fromCharCode(Number.parseInt(escape.slice(1), 16))),
      );
  return octets.replace(SIGN, PERCENT);
}

/** The message with addresses that can be decoded. */
export function withDecodableAddresses(head: SipHead): SipHead {
  const isOdd = ([name, value]: SipHead['headers'][number]): boolean =>
    value.includes('%') && DECODED.includes(name) && !isDecodable(value);
  if (!head.headers.some(isOdd)) return head;
  const headers = head.headers.map((header): SipHead['headers'][number] =>
    isOdd(header) ? [header[0], decodable(header[1])] : header,
  );
  return { ...head, headers };
}
