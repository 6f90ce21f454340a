// What the attacks have in common: registered phones, a call between two of them, and the proof that something did not arrive.
import { expect } from 'vitest';
import { headerOf, type SipMessage, type SipRequest } from '../../../../../server/sip/message.ts';
import { tagOf } from '../../../../../server/sip/name-addr.ts';
import { DOMAIN, SipClient } from '../../support/sip-client.ts';
import { passwordOf, type TestServer } from '../../support/sip-server.ts';

export const aor = (user: string): string => `sip:${user}@${DOMAIN}`;

export async function signedIn(server: TestServer, user: string, host?: string): Promise<SipClient> {
  const client = await SipClient.open(server.port, user, host);
  expect(await client.register(passwordOf(user))).toBe(200);
  return client;
}

/** What the caller sends within its call, and what the callee does. */
export interface Talk {
  readonly arrived: SipRequest;
  readonly caller: {
    readonly uri: string;
    readonly to: string;
    readonly callId: string;
    readonly headers: string[];
  };
  readonly callee: {
    readonly uri: string;
    readonly to: string;
    readonly fromTag: string;
    readonly callId: string;
    readonly headers: string[];
  };
}

/** A call that is answered and acknowledged. */
export async function talk(caller: SipClient, callee: SipClient, callId: string): Promise<Talk> {
  caller.send('INVITE', { uri: aor(callee.user), callId });
  const arrived = await callee.takeRequest('INVITE');
  callee.respond(arrived, 200);
  const to = headerOf(await caller.takeStatus(200, 'INVITE'), 'To') ?? '';
  const headers = [`Route: ${headerOf(arrived, 'Record-Route') ?? ''}`];
  caller.send('ACK', { uri: callee.contact, to, callId, headers });
  await callee.takeRequest('ACK');
  return {
    arrived,
    caller: { uri: callee.contact, to, callId, headers },
    callee: {
      uri: caller.contact,
      to: headerOf(arrived, 'From') ?? '',
      fromTag: tagOf(to) ?? '',
      callId,
      headers,
    },
  };
}

/** What a phone has received by the time that a later message reached it: messages of one sender keep their order. */
export async function receivedBefore(phone: SipClient, sender: SipClient): Promise<readonly SipMessage[]> {
  const body = `last ${String(Math.random())}`;
  sender.send('MESSAGE', { uri: aor(phone.user), body });
  const last = await phone.take((one): one is SipRequest => one.body === body);
  phone.respond(last, 200);
  return phone.received;
}

/** The headers of a message that ask for a digest, or prove one. */
export function digestHeaders(message: SipMessage): string[] {
  return message.headers.map(([name]) => name).filter((name) => /authenticat|authoriz/iu.test(name));
}
