// The words of the SIP trace.
import { msg, str } from '@lit/localize';
import { plainText } from './plain-text.ts';

export type TopicKey = 'call' | 'registration' | 'keepAlive' | 'other';

/** What is said of a message. */
export interface MessageKey {
  readonly kind: 'request' | 'response' | 'pulse' | 'unreadable';
  readonly method: string;
  readonly status: number | undefined;
  readonly reason: string;
}

/** The name of a topic. */
export function topicWords(topic: TopicKey): string {
  switch (topic) {
    case 'call':
      return msg('Calls');
    case 'registration':
      return msg('Registration');
    case 'keepAlive':
      return msg('Keep-alive');
    case 'other':
      return msg('Other');
  }
}

/** The name of a group: a call by the other party, else the topic. */
export function groupWords(topic: TopicKey, party: string): string {
  if (topic !== 'call') return topicWords(topic);
  const name = plainText(party);
  return name === '' ? msg('Call') : msg(str`Call with ${name}`);
}

/** What a message is: `INVITE`, `200 OK`. */
export function messageWords({ kind, method, status, reason }: MessageKey): string {
  switch (kind) {
    case 'request':
      return method;
    case 'response':
      return plainText(`${String(status ?? '')} ${reason}`);
    case 'pulse':
      return msg('Keep-alive (CRLF)');
    case 'unreadable':
      return msg('Not a SIP message');
  }
}

/** Which way a message went. */
export function directionWords(direction: 'in' | 'out'): string {
  return direction === 'out' ? msg('Sent') : msg('Received');
}
