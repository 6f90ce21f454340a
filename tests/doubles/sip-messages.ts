// SIP messages as they cross the socket, secrets included, for whatever looks at a trace.
import { keepable, traceEntry, type TraceEntry, type TraceRecord } from '../../src/sip/trace/trace-entry.ts';

export const SERVER = 'wss://pbx.example.com:8089/ws';

export interface SipMessage {
  readonly start: string;
  readonly cseq: string;
  readonly callId?: string;
  readonly from?: string;
  readonly to?: string;
  readonly more?: readonly string[];
  readonly body?: string;
}

/** The text of a message. */
export function sipText(message: SipMessage): string {
  const { start, cseq, callId = 'call-a', from = '1001', to = '1002', more = [], body = '' } = message;
  return [
    start,
    'Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bK1234567',
    'Max-Forwards: 69',
    `To: <sip:${to}@pbx.example.com>`,
    `From: "Ada Moreau" <sip:${from}@pbx.example.com>;tag=9fxced76sl`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq}`,
    ...more,
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${String(new TextEncoder().encode(body).length)}`,
    '',
    body,
  ].join('\r\n');
}

const SDP = [
  'v=0',
  'o=- 8211 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 0',
  'a=ice-ufrag:k3Yd',
  'a=ice-pwd:verysecreticepassword24x',
  'a=fingerprint:sha-256 12:34:56',
  'a=rtpmap:111 opus/48000/2',
  '',
].join('\r\n');
const CHALLENGE = 'WWW-Authenticate: Digest realm="pbx", nonce="secretnonce", algorithm=MD5';
const PROOF =
  'Authorization: Digest username="1001", realm="pbx", nonce="secretnonce", uri="sip:pbx.example.com", response="secretproof"';

/** A registration, then a call that is answered and ended, then a refused one, as `[direction, ms, text]`. */
const STORY: readonly (readonly ['in' | 'out', number, string])[] = [
  [
    'out',
    0,
    sipText({ start: 'REGISTER sip:pbx.example.com SIP/2.0', cseq: '1 REGISTER', callId: 'reg', to: '1001' }),
  ],
  [
    'in',
    18,
    sipText({
      start: 'SIP/2.0 401 Unauthorized',
      cseq: '1 REGISTER',
      callId: 'reg',
      to: '1001',
      more: [CHALLENGE],
    }),
  ],
  [
    'out',
    20,
    sipText({
      start: 'REGISTER sip:pbx.example.com SIP/2.0',
      cseq: '2 REGISTER',
      callId: 'reg',
      to: '1001',
      more: [PROOF],
    }),
  ],
  ['in', 41, sipText({ start: 'SIP/2.0 200 OK', cseq: '2 REGISTER', callId: 'reg', to: '1001' })],
  ['out', 9000, '\r\n\r\n'],
  ['in', 9012, '\r\n'],
  ['out', 20_000, sipText({ start: 'INVITE sip:1002@pbx.example.com SIP/2.0', cseq: '1 INVITE', body: SDP })],
  ['in', 20_015, sipText({ start: 'SIP/2.0 100 Trying', cseq: '1 INVITE' })],
  ['in', 20_200, sipText({ start: 'SIP/2.0 180 Ringing', cseq: '1 INVITE' })],
  ['in', 23_412, sipText({ start: 'SIP/2.0 200 OK', cseq: '1 INVITE', body: SDP })],
  ['in', 23_912, sipText({ start: 'SIP/2.0 200 OK', cseq: '1 INVITE', body: SDP })],
  ['out', 23_920, sipText({ start: 'ACK sip:1002@10.0.0.2 SIP/2.0', cseq: '1 ACK' })],
  [
    'in',
    61_000,
    sipText({ start: 'BYE sip:1001@df7jal23ls0d.invalid SIP/2.0', cseq: '2 BYE', from: '1002', to: '1001' }),
  ],
  ['out', 61_004, sipText({ start: 'SIP/2.0 200 OK', cseq: '2 BYE', from: '1002', to: '1001' })],
  [
    'out',
    90_000,
    sipText({
      start: 'INVITE sip:614@pbx.example.com SIP/2.0',
      cseq: '1 INVITE',
      callId: 'call/b',
      to: '614',
    }),
  ],
  ['in', 90_030, sipText({ start: 'SIP/2.0 404 Not Found', cseq: '1 INVITE', callId: 'call/b', to: '614' })],
  [
    'out',
    90_034,
    sipText({ start: 'ACK sip:614@pbx.example.com SIP/2.0', cseq: '1 ACK', callId: 'call/b', to: '614' }),
  ],
];

/** What the story's messages hold and nobody may see. */
export const STORY_SECRETS = ['secretnonce', 'secretproof', 'verysecreticepassword24x'];

/** The story as it crossed the socket, the last message a little before `endMs`. */
export function story(endMs: number): readonly TraceRecord[] {
  return STORY.map(([direction, ms, text]) => ({
    atMs: endMs - 100_000 + ms,
    direction,
    server: SERVER,
    text,
  }));
}

/** The story as the phone shows it. */
export function storyTrace(endMs = Date.now()): readonly TraceEntry[] {
  return story(endMs).map((record, index) => traceEntry(index, keepable(record)));
}
