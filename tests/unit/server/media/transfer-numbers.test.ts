// Numbers that transfer the phone, and what becomes of a transfer that the phone asks them for, on the wire.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headerOf, type SipRequest } from '../../../../server/sip/message.ts';
import { parseNameAddr, tagOf } from '../../../../server/sip/name-addr.ts';
import { answerTo, OFFER } from '../personality/support/descriptions.ts';
import { LikePbx, type ClientCall } from '../personality/support/like-pbx.ts';
import { DOMAIN, type SipClient } from '../support/sip-client.ts';

let like: LikePbx;
let user = 1001;
beforeAll(async () => {
  like = await LikePbx.start('demo', '0.05', '0.05');
});
afterAll(() => {
  like.stop();
  expect(like.faults).toEqual([]);
});

interface Talking {
  readonly client: SipClient;
  readonly call: ClientCall;
}

async function calling(number: string): Promise<Talking> {
  const client = await like.registered(String(user++));
  return { client, call: await like.call(client, number) };
}

/** Sends a REFER within the call. */
function refer({ client, call }: Talking, referTo: string): void {
  const { callId, to, target } = call;
  client.send('REFER', { uri: target, callId, to, cseq: 5, headers: [`Refer-To: <${referTo}>`] });
}

/** What is told of it, until the subscription ends. */
async function told({ client }: Talking): Promise<string[]> {
  const statuses: string[] = [];
  for (;;) {
    const notify = await client.takeRequest('NOTIFY');
    client.respond(notify, 200);
    statuses.push(notify.body.split(' ')[1] ?? '');
    if ((headerOf(notify, 'Subscription-State') ?? '').startsWith('terminated')) return statuses;
  }
}

/** Tells the one who asked how it went. */
function tell({ client, call }: Talking, request: SipRequest, status: string): void {
  const id = Number.parseInt(headerOf(request, 'CSeq') ?? '', 10);
  client.send('NOTIFY', {
    uri: call.target,
    callId: call.callId,
    to: call.to,
    cseq: 6,
    headers: [
      `Event: refer;id=${String(id)}`,
      'Subscription-State: terminated;reason=noresource',
      'Content-Type: message/sipfrag;version=2.0',
    ],
    body: `SIP/2.0 ${status}\r\n`,
  });
}

describe('a number that transfers the phone', () => {
  it.each([
    ['622', `sip:601@${DOMAIN}`],
    ['651', `sip:614@${DOMAIN}`],
  ])('%s names whom to call, and hangs up when that worked', async (number, target) => {
    const talking = await calling(number);
    const request = await talking.client.takeRequest('REFER');
    expect(headerOf(request, 'Refer-To')).toBe(`<${target}>`);
    expect(headerOf(request, 'Referred-By')).toContain(`sip:${talking.client.user}@`);
    talking.client.respond(request, 202);
    tell(talking, request, '200 OK');
    talking.client.respond(await talking.client.takeRequest('BYE'), 200);
  });

  it('652 has itself replaced: whoever calls in its place hears 601', async () => {
    const { client, call } = await calling('652');
    const request = await client.takeRequest('REFER');
    client.respond(request, 202);
    const [uri = '', replaces = ''] = (parseNameAddr(headerOf(request, 'Refer-To') ?? '')?.uri ?? '').split(
      '?Replaces=',
    );
    expect(uri).toBe(`sip:601@${DOMAIN}`);
    const named = decodeURIComponent(replaces);
    expect(named).toBe(`${call.callId};to-tag=${tagOf(call.to) ?? ''};from-tag=ft`);
  });

  it('653 calls the phone in the place of the call', async () => {
    const { client, call } = await calling('653');
    const invite = await client.takeRequest('INVITE');
    expect(headerOf(invite, 'Replaces')).toBe(`${call.callId};to-tag=ft;from-tag=${tagOf(call.to) ?? ''}`);
    expect(headerOf(invite, 'From')).toContain('sip:653@');
    client.answer(invite, answerTo(invite.body));
    await client.takeRequest('ACK');
  });
});

describe('a number that the phone transfers', () => {
  it.each([
    ['to another number', '601', ['100', '200']],
    ['to a busy one', '611', ['100', '486']],
    ['to one that is none', '614', ['100', '404']],
  ])('follows %s', async (_name, target, statuses) => {
    const talking = await calling('600');
    refer(talking, `sip:${target}@${DOMAIN}`);
    await talking.client.takeStatus(202, 'REFER');
    expect(await told(talking)).toEqual(statuses);
  });

  it.each([
    ['an extension', ({ user: extension }: SipClient) => `sip:${extension}@${DOMAIN}`],
    ['the contact of a phone', ({ contact }: SipClient) => contact],
  ])('follows to %s, and takes a call’s place there', async (_name, targetOf) => {
    const third = await like.registered(String(user++));
    const talking = await calling('601');
    refer(talking, `${targetOf(third)}?Replaces=abc%3Bto-tag%3Da%3Bfrom-tag%3Db`);
    const invite = await third.takeRequest('INVITE');
    expect(headerOf(invite, 'Replaces')).toBe('abc;to-tag=a;from-tag=b');
    third.answer(invite, answerTo(invite.body));
    await third.takeRequest('ACK');
    const statuses = await told(talking);
    expect([statuses[0], statuses.at(-1)]).toEqual(['100', '200']);
  });

  it.each([
    ['the number', () => `sip:601@${DOMAIN}`],
    ['the contact that answered', ({ target }: ClientCall) => target],
  ])('takes the place of a call with another number, which ends; named by %s', async (_name, targetOf) => {
    const talking = await calling('600');
    const consulted = await like.call(talking.client, '601');
    const replaces = encodeURIComponent(
      `${consulted.callId};to-tag=${tagOf(consulted.to) ?? ''};from-tag=ft`,
    );
    refer(talking, `${targetOf(consulted)}?Replaces=${replaces}`);
    expect(await told(talking)).toEqual(['100', '200']);
    const bye = await talking.client.takeRequest('BYE');
    expect(headerOf(bye, 'Call-ID')).toBe(consulted.callId);
    talking.client.respond(bye, 200);
  });

  it('takes a call that comes in the place of another before a hold there is acknowledged', async () => {
    const { client, call } = await calling('600');
    const { callId, to, target } = call;
    const type = 'Content-Type: application/sdp';
    const hold = OFFER.replace('a=sendrecv', 'a=sendonly');
    client.send('INVITE', { uri: target, callId, to, cseq: 3, headers: [type], body: hold });
    await client.takeStatus(200, 'INVITE');
    const replaces = `${callId};to-tag=${tagOf(to) ?? ''};from-tag=ft`;
    const next = await like.invite(client, '601', OFFER, [`Replaces: ${replaces}`]);
    client.send('ACK', { uri: target, callId, to, cseq: 3 });
    const answer = await client.takeStatus(200, 'INVITE');
    expect(headerOf(answer, 'Call-ID')).toBe(next.callId);
    like.confirm(client, next.callId, answer);
    client.respond(await client.takeRequest('BYE'), 200);
  });

  it('655 refuses', async () => {
    const talking = await calling('655');
    refer(talking, `sip:601@${DOMAIN}`);
    await talking.client.takeStatus(603, 'REFER');
  });

  it('656 says yes and nothing more', async () => {
    const talking = await calling('656');
    refer(talking, `sip:601@${DOMAIN}`);
    await talking.client.takeStatus(202, 'REFER');
    // What is sent afterwards comes afterwards: a NOTIFY would have been here before the answer to this.
    talking.client.send('OPTIONS', {
      uri: talking.call.target,
      callId: talking.call.callId,
      to: talking.call.to,
      cseq: 6,
    });
    await talking.client.takeStatus(200, 'OPTIONS');
    const notifies = talking.client.received.filter(
      (one) => one.kind === 'request' && one.method === 'NOTIFY',
    );
    expect(notifies).toEqual([]);
  });

  it('657 finds the other busy', async () => {
    const talking = await calling('657');
    refer(talking, `sip:601@${DOMAIN}`);
    expect(await told(talking)).toEqual(['100', '486']);
  });

  it('658 takes its time', async () => {
    const talking = await calling('658');
    refer(talking, `sip:601@${DOMAIN}`);
    const statuses = [await talking.client.takeRequest('NOTIFY'), await talking.client.takeRequest('NOTIFY')];
    expect(statuses.map(({ body }) => body.split(' ')[1])).toEqual(['100', '180']);
  });
});
