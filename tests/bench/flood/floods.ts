// The floods: what is sent, and how often.
import { nested, offer, request, type Message } from '../../e2e/support/flood/flood-messages.ts';
import type { FloodServer } from '../../e2e/support/flood/flood-server.ts';

export interface Flood {
  readonly name: string;
  /** The messages; `dialog` is set where the phone is in a call, for messages that claim to belong to it. */
  messages(server: FloodServer, dialog: Partial<Message>): readonly string[];
}

const INVITES = 1000;
const OTHERS = 3000;
const METHODS = 'OPTIONS MESSAGE NOTIFY INFO UPDATE BYE CANCEL REFER SUBSCRIBE PUBLISH PRACK ACK'.split(' ');
const MEGABYTE = 1_000_000;

const times = (count: number, make: (index: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Headers that make a method worth reading. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  NOTIFY: ['Event: message-summary', 'Subscription-State: active'],
  REFER: ['Refer-To: <sip:1003@flood.example>'],
  SUBSCRIBE: ['Event: presence', 'Expires: 60'],
  PRACK: ['RAck: 1 1 INVITE'],
};

const invites = (name: string, of: (index: number) => Partial<Message>): Flood => ({
  name,
  messages: (server) =>
    times(INVITES, (index) => request(server, { method: 'INVITE', body: offer(), ...of(index) })),
});

const ofMethod = (method: string): Flood => ({
  name: `3000 ${method}`,
  messages: (server, dialog) =>
    times(OTHERS, (index) => {
      // A BYE or CANCEL of the call would only end it.
      const inside = method === 'BYE' || method === 'CANCEL' ? {} : dialog;
      return request(server, { method, headers: MORE[method] ?? [], ...inside, cseq: 100 + index });
    }),
});

export const FLOODS: readonly Flood[] = [
  invites('1000 INVITE of one caller', () => ({})),
  invites('1000 INVITE of 1000 callers', (index) => ({
    from: `stranger${String(index)}`,
    name: `Stranger ${String(index)}`,
  })),
  invites('1000 INVITE without sound', () => ({ body: '' })),
  ...METHODS.map(ofMethod),
  {
    name: '3000 garbage',
    messages: () => times(OTHERS, (index) => `${'\u0000<">;:\r\n'.repeat(50)}${String(index)}`),
  },
  {
    name: '10 headers of 1 MB',
    messages: (server) =>
      times(10, () =>
        request(server, { method: 'OPTIONS', headers: [`Subject: ${'<x'.repeat(MEGABYTE / 2)}`] }),
      ),
  },
  {
    name: '10 INVITE with a name of 1 MB',
    messages: (server) =>
      times(10, () => request(server, { method: 'INVITE', name: 'n'.repeat(MEGABYTE), body: offer() })),
  },
  {
    name: '100 headers of 60 kB',
    messages: (server) =>
      times(100, () => request(server, { method: 'OPTIONS', headers: [`Subject: ${'<x"'.repeat(20_000)}`] })),
  },
  {
    name: '10 INVITE with 1000 media sections',
    messages: (server) => times(10, () => request(server, { method: 'INVITE', body: offer(1000) })),
  },
  {
    name: '10 multiparts 1000 deep',
    messages: (server, dialog) =>
      times(10, (index) =>
        request(server, { method: 'INFO', ...nested(1000), ...dialog, cseq: 9000 + index }),
      ),
  },
];
