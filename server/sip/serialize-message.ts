// From a SipMessage to the text of one WebSocket message (RFC 3261 section 7).
// Owns the wire format and Content-Length; refuses line breaks inside a header (they would smuggle in another).
import type { SipMessage } from './message.ts';

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}

/** The message as it goes on the wire, Content-Length computed in octets. */
export function serializeMessage(message: SipMessage): string {
  return serializeWith((octets) => ` ${String(octets)}`, message);
}

/** The same; `lengthText` writes what stands behind `Content-Length:`, blanks included. */
export function serializeWith(lengthText: (octets: number) => string, message: SipMessage): string {
  const startLine =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${String(message.status)} ${message.reason}`;
  const headers = message.headers.filter(([name]) => name !== 'Content-Length');
  const lines = headers.map(([name, value]) => `${name}: ${oneLine(value)}`);
  const length = `Content-Length:${lengthText(Buffer.byteLength(message.body, 'utf8'))}`;
  return `${[oneLine(startLine), ...lines, length].join('\r\n')}\r\n\r\n${message.body}`;
}
