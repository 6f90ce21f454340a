// What a flood is made of: messages as a hostile caller may send them, each one well-formed enough to be taken seriously.
import type { FloodServer } from './flood-server.ts';

const FINGERPRINT = Array.from({ length: 32 }, (_, index) => (index + 16).toString(16).toUpperCase()).join(
  ':',
);

/** An offer that this phone would ring for (RFC 8829), with as many media sections as asked. */
export function offer(sections = 1): string {
  const media = (mid: number): string[] => [
    'm=audio 9 UDP/TLS/RTP/SAVPF 111 0',
    'c=IN IP4 0.0.0.0',
    `a=mid:${String(mid)}`,
    'a=ice-ufrag:f1oo',
    'a=ice-pwd:flooding-is-not-calling-24',
    `a=fingerprint:sha-256 ${FINGERPRINT}`,
    'a=setup:actpass',
    'a=rtcp-mux',
    'a=sendrecv',
    'a=rtpmap:111 opus/48000/2',
    'a=rtpmap:0 PCMU/8000',
  ];
  const group = `a=group:BUNDLE ${Array.from({ length: sections }, (_, mid) => mid).join(' ')}`;
  const head = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', group];
  return [...head, ...Array.from({ length: sections }, (_, mid) => media(mid)).flat(), ''].join('\r\n');
}

/** Parts in parts in parts (RFC 2046 5.1), so many deep. */
export function nested(depth: number): { readonly type: string; readonly body: string } {
  const type = (level: number): string => `multipart/mixed;boundary=b${String(level)}`;
  let body = 'nothing at last';
  for (let level = depth; level > 0; level -= 1) {
    const inner = level === depth ? 'text/plain' : type(level + 1);
    body = `--b${String(level)}\r\nContent-Type: ${inner}\r\n\r\n${body}\r\n--b${String(level)}--`;
  }
  return { type: type(1), body };
}

export interface Message {
  readonly method: string;
  /** User part and display name of From. */
  readonly from?: string;
  readonly name?: string;
  readonly callId?: string;
  /** Tag of To, where the message belongs to a call. */
  readonly toTag?: string;
  readonly cseq?: number;
  readonly headers?: readonly string[];
  readonly type?: string;
  readonly body?: string;
}

let count = 0;

/** The text of a request to the phone; Call-ID and branch are new each time unless given. */
export function request(server: FloodServer, message: Message): string {
  const { method, from = '666', name = 'Flood', toTag, cseq = 1, headers = [], body = '' } = message;
  const number = String(++count);
  return [
    `${method} ${server.contact} SIP/2.0`,
    `Via: SIP/2.0/WSS flood.invalid;branch=z9hG4bKflood${number}`,
    'Max-Forwards: 70',
    `From: "${name}" <sip:${from}@flood.example>;tag=flood`,
    `To: <sip:1001@flood.example>${toTag === undefined ? '' : `;tag=${toTag}`}`,
    `Call-ID: ${message.callId ?? `flood-${number}`}`,
    `CSeq: ${String(cseq)} ${method}`,
    'Contact: <sip:flood@flood.invalid;transport=ws>',
    ...headers,
    ...(body === '' ? [] : [`Content-Type: ${message.type ?? 'application/sdp'}`]),
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    '',
    body,
  ].join('\r\n');
}
