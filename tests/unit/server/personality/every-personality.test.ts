// Whatever server the PBX behaves like: a phone registers, calls a number, calls another phone, gives up, is refused.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERSONALITIES } from '../../../../server/personality/catalogue.ts';
import { headerOf, headersOf, type SipRequest } from '../../../../server/sip/message.ts';
import { tagOf } from '../../../../server/sip/name-addr.ts';
import { DOMAIN } from '../support/sip-client.ts';
import { answerTo } from './support/descriptions.ts';
import { LikePbx } from './support/like-pbx.ts';

describe.each(PERSONALITIES.map((personality) => ({ personality, name: personality.name })))(
  'in the guise of $name',
  ({ personality }) => {
    let like: LikePbx;
    beforeAll(async () => {
      like = await LikePbx.start(personality.name);
    });
    afterAll(() => {
      like.stop();
      expect(like.faults).toEqual([]);
    });

    async function ringing(from: string, to: string) {
      const [caller, callee] = await Promise.all([like.registered(from), like.registered(to)]);
      const { callId, branch } = await like.invite(caller, to);
      const arrived = await callee.takeRequest('INVITE');
      callee.respond(arrived, 180);
      await caller.takeStatus(180, 'INVITE');
      return { caller, callee, callId, branch, arrived };
    }

    const ownTag = (arrived: SipRequest): string => tagOf(headerOf(arrived, 'From')) ?? '';

    it('answers an echo with a description, and ends it by BYE', async () => {
      const client = await like.registered('1001');
      const call = await like.call(client, '600');
      const answer = client.raw.findLast((text) => text.startsWith('SIP/2.0 200') && text.includes('INVITE'));
      expect(answer).toMatch(/\r\nm=audio \d+ UDP\/TLS\/RTP\/SAVPF /u);
      expect(answer).toMatch(/\r\na=candidate:.* typ host/u);
      like.hangUp(client, call);
      await client.takeStatus(200, 'BYE');
    });

    it('carries a call between two phones until the callee hangs up', async () => {
      const { caller, callee, callId, arrived } = await ringing('1002', '1003');
      callee.answer(arrived, answerTo(arrived.body));
      like.confirm(caller, callId, await caller.takeStatus(200, 'INVITE'));
      await callee.takeRequest('ACK');
      const contact = /<([^>]+)>/u.exec(headerOf(arrived, 'Contact') ?? '')?.[1] ?? '';
      const own = headerOf(arrived, 'To') ?? '';
      callee.send('BYE', {
        uri: contact,
        callId: headerOf(arrived, 'Call-ID') ?? '',
        cseq: 100,
        from: /<([^>]+)>/u.exec(own)?.[1] ?? '',
        fromTag: callee.tagFor(arrived),
        to: `${(headerOf(arrived, 'From') ?? '').replace(/;tag=.*/u, '')};tag=${ownTag(arrived)}`,
      });
      const bye = await caller.takeRequest('BYE');
      caller.respond(bye, 200);
      await callee.takeStatus(200, 'BYE');
    });

    it('hides what lies behind it where it is a B2BUA, and records itself where it is a proxy', async () => {
      const { callId, arrived, caller, branch, callee } = await ringing('1004', '1005');
      const isProxy = !personality.manners.standsBetween;
      expect(headerOf(arrived, 'Call-ID') === callId).toBe(isProxy);
      expect(headersOf(arrived, 'Record-Route').length > 0).toBe(isProxy);
      expect(headersOf(arrived, 'Via').length > 1).toBe(isProxy);
      caller.send('CANCEL', { uri: `sip:1005@${DOMAIN}`, callId, branch, cseq: caller.lastCseq });
      await caller.takeStatus(200, 'CANCEL');
      callee.respond(await callee.takeRequest('CANCEL'), 200);
      callee.respond(arrived, 487);
      await caller.takeStatus(487, 'INVITE');
    });

    it('tells a new name in a call', async () => {
      const { method, header } = personality.style.naming;
      const client = await like.registered('1006');
      await like.call(client, '620');
      const told = await client.takeRequest(method);
      expect(headerOf(told, header)).toMatch(/^"Carol Connected" <sip:1999@/u);
    });

    it('refuses calls to nobody, to busy and unwilling numbers', async () => {
      const client = await like.registered('1007');
      for (const [number, status] of [
        ['1099', 480],
        ['614', 404],
        ['611', 486],
        ['613', personality.style.refusals[603]?.status ?? 603],
      ] as const) {
        await like.invite(client, number);
        await client.takeStatus(status, 'INVITE');
      }
    });

    it('refuses or asks again for a wrong password', async () => {
      const stranger = await like.client('1008');
      const asksAgain = personality.challenges.style?.onWrongPassword === 'ask-again';
      expect(await stranger.register('wrong')).toBe(asksAgain ? 401 : 403);
    });
  },
);
