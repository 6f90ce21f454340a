// What a server tells a phone outside of any call: a text (RFC 3428), voicemail (RFC 3842), "fetch your settings again",
// and the question whether it is there. Owns the texts of these requests.
import { randomUUID } from 'node:crypto';

export type Telling = 'message' | 'voicemail' | 'check-sync' | 'question';

interface Content {
  readonly method: 'MESSAGE' | 'NOTIFY' | 'OPTIONS';
  readonly headers: readonly string[];
  readonly body: string;
}

const CONTENTS: Readonly<Record<Telling, Content>> = {
  message: { method: 'MESSAGE', headers: ['Content-Type: text/plain'], body: 'Hello there' },
  voicemail: {
    method: 'NOTIFY',
    headers: [
      'Event: message-summary',
      'Subscription-State: terminated',
      'Content-Type: application/simple-message-summary',
    ],
    body: 'Messages-Waiting: yes\r\nVoice-Message: 3/1 (0/0)\r\n',
  },
  'check-sync': {
    method: 'NOTIFY',
    headers: ['Event: check-sync', 'Subscription-State: terminated'],
    body: '',
  },
  question: { method: 'OPTIONS', headers: [], body: '' },
};

/** The request to `target` (a contact or an address of the domain) about the extension `peer`. */
export function tellingTo(telling: Telling, target: string, peer: string, domain: string): string {
  const { method, headers, body } = CONTENTS[telling];
  const from = method === 'MESSAGE' ? '1002' : peer;
  return [
    `${method} ${target} SIP/2.0`,
    `Via: SIP/2.0/WS far-end.invalid;branch=z9hG4bK${randomUUID()}`,
    'Max-Forwards: 70',
    `From: <sip:${from}@${domain}>;tag=${randomUUID()}`,
    `To: <sip:${peer}@${domain}>`,
    `Call-ID: ${randomUUID()}`,
    `CSeq: 1 ${method}`,
    ...headers,
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    '',
    body,
  ].join('\r\n');
}
