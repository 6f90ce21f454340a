// A phone hands its partner over while the server stands between them: to an extension, to a number, to a third party.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headerOf, type SipRequest } from '../../../../server/sip/message.ts';
import { DOMAIN, type SipClient } from '../support/sip-client.ts';
import { answerTo } from './support/descriptions.ts';
import { LikePbx, type ClientCall } from './support/like-pbx.ts';

describe('in the guise of a B2BUA, a transfer', () => {
  let like: LikePbx;
  beforeAll(async () => {
    like = await LikePbx.start('asterisk');
  });
  afterAll(() => {
    like.stop();
    expect(like.faults).toEqual([]);
  });

  async function answers(phone: SipClient): Promise<SipRequest> {
    const arrived = await phone.takeRequest('INVITE');
    phone.answer(arrived, answerTo(arrived.body));
    await phone.takeRequest('ACK');
    return arrived;
  }

  /** The caller talks with the callee. */
  async function talking(caller: SipClient, callee: SipClient): Promise<ClientCall> {
    const { callId } = await like.invite(caller, callee.user);
    const answered = answers(callee);
    const call = like.confirm(caller, callId, await caller.takeStatus(200, 'INVITE'));
    await answered;
    return call;
  }

  async function refers(
    caller: SipClient,
    { callId, to, target }: ClientCall,
    referTo: string,
  ): Promise<void> {
    caller.send('REFER', { uri: target, callId, to, cseq: 5, headers: [`Refer-To: <${referTo}>`] });
    await caller.takeStatus(202, 'REFER');
    for (;;) {
      const told = await caller.takeRequest('NOTIFY');
      caller.respond(told, 200);
      expect(headerOf(told, 'Event')).toMatch(/^refer/u);
      if (told.body.startsWith('SIP/2.0 200')) return;
    }
  }

  it('to an extension calls it, joins it with the one who stays and lets the phone go', async () => {
    const phones = await Promise.all(['1001', '1002', '1003'].map((user) => like.registered(user)));
    const [caller, callee, third] = phones as [SipClient, SipClient, SipClient];
    const call = await talking(caller, callee);
    const answered = answers(third);
    await refers(caller, call, `sip:1003@${DOMAIN}`);
    await answered;
    caller.respond(await caller.takeRequest('BYE'), 200);
    expect(
      callee.received.filter((message) => message.kind === 'request' && message.method === 'BYE'),
    ).toEqual([]);
  });

  it('to a number plays it to the one who stays', async () => {
    const phones = await Promise.all(['1004', '1005'].map((user) => like.registered(user)));
    const [caller, callee] = phones as [SipClient, SipClient];
    const call = await talking(caller, callee);
    await refers(caller, call, `sip:601@${DOMAIN}`);
    caller.respond(await caller.takeRequest('BYE'), 200);
  });

  it('to a third party that the phone talks with joins the other two', async () => {
    const phones = await Promise.all(['1006', '1007', '1008'].map((user) => like.registered(user)));
    const [caller, callee, third] = phones as [SipClient, SipClient, SipClient];
    const [first, second] = [await talking(caller, callee), await talking(caller, third)];
    const tag = /tag=(.+)$/u.exec(second.to)?.[1] ?? '';
    const replaces = encodeURIComponent(`${second.callId};to-tag=${tag};from-tag=ft`);
    await refers(caller, first, `sip:1008@${DOMAIN}?Replaces=${replaces}`);
    const ended = [await caller.takeRequest('BYE'), await caller.takeRequest('BYE')];
    expect(ended.map((bye) => headerOf(bye, 'Call-ID')).sort()).toEqual([first.callId, second.callId].sort());
    for (const phone of [callee, third])
      expect(phone.received.filter((one) => one.kind === 'request' && one.method === 'BYE')).toEqual([]);
  });
});
