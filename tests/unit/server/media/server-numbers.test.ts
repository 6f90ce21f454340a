// The numbers from 620 on: what a server does by itself, on the wire.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headerOf } from '../../../../server/sip/message.ts';
import { LikePbx } from '../personality/support/like-pbx.ts';
import { strangePrivateAddress } from '../../../../server/media/jssip/dead-candidates.ts';
import { OFFER } from '../personality/support/descriptions.ts';
import type { SipClient } from '../support/sip-client.ts';

describe('a number from 620 on', () => {
  let like: LikePbx;
  let user = 1001;
  beforeAll(async () => {
    like = await LikePbx.start('demo', '0.05', '0.05', '1.2');
  });
  afterAll(() => {
    like.stop();
    expect(like.faults).toEqual([]);
  });

  const phone = (): Promise<SipClient> => like.registered(String(user++));

  async function calling(number: string): Promise<SipClient> {
    const client = await phone();
    await like.call(client, number);
    return client;
  }

  /** The description in the answer of a number. */
  async function answerOf(number: string): Promise<string> {
    const client = await phone();
    const { callId } = await like.invite(client, number);
    const answer = await client.takeStatus(200, 'INVITE');
    like.confirm(client, callId, answer);
    return answer.body;
  }

  /** The INVITE of a number that is busy and calls. */
  async function callFrom(number: string) {
    const client = await phone();
    await like.invite(client, number);
    await client.takeStatus(486, 'INVITE');
    return client.takeRequest('INVITE');
  }

  it('622 asks the phone to call 601', async () => {
    const refer = await (await calling('622')).takeRequest('REFER');
    expect(headerOf(refer, 'Refer-To')).toContain('sip:601@');
  });

  it('623 offers nothing, and answers in its ACK what the phone offers', async () => {
    const client = await calling('623');
    const invite = await client.takeRequest('INVITE');
    expect(invite.body).toBe('');
    client.answer(invite, OFFER);
    const acknowledged = await client.takeRequest('ACK');
    expect(acknowledged.body).toMatch(/^v=0[^]*m=audio \d+ UDP\/TLS\/RTP\/SAVPF/u);
  });

  it('624 wants to change to fax, and lives with a refusal', async () => {
    const client = await calling('624');
    const invite = await client.takeRequest('INVITE');
    expect(invite.body).toContain('m=image 40000 udptl t38');
    client.respond(invite, 488);
    await client.takeRequest('ACK');
  });

  it('625 asks within the call whether the phone is there', async () => {
    const asked = await (await calling('625')).takeRequest('OPTIONS');
    expect(headerOf(asked, 'To')).toContain(';tag=');
  });

  it('626 hangs up and says why', async () => {
    const bye = await (await calling('626')).takeRequest('BYE');
    expect(headerOf(bye, 'Reason')).toBe('Q.850;cause=38');
  });

  it.each([
    ['630', (sdp: string) => !sdp.includes('telephone-event') && sdp.includes('a=ice-ufrag')],
    ['631', (sdp: string) => !/a=(?:ice|candidate)/u.test(sdp) && sdp.includes('a=fingerprint')],
    ['632', (sdp: string) => !sdp.includes('a=rtcp-mux') && sdp.includes('a=ice-ufrag')],
    ['633', (sdp: string) => sdp.includes(' RTP/AVP ') && !sdp.includes('a=fingerprint')],
    ['634', (sdp: string) => sdp.includes(' RTP/SAVP ') && sdp.includes('a=crypto:1 ')],
    ['635', (sdp: string) => sdp.includes(' 3\r\n') && sdp.includes('a=rtpmap:3 GSM/8000')],
  ])('%s answers with what a browser refuses or can’t use', async (number, fits) => {
    const sdp = await answerOf(number);
    expect(fits(sdp), sdp).toBe(true);
  });

  it.each([
    ['641', /a=fingerprint/u, /a=ice-ufrag/u],
    ['643', / RTP\/AVP /u, /a=fingerprint/u],
    ['644', /a=crypto:1 /u, /a=fingerprint/u],
    ['645', /a=rtpmap:3 GSM\/8000/u, /opus/u],
  ])('%s is busy, and calls with what can never have sound', async (number, there, missing) => {
    const invite = await callFrom(number);
    expect(invite.body).toMatch(there);
    expect(invite.body).not.toMatch(missing);
  });

  it.each([
    ['646', 'timer'],
    ['647', '100rel'],
  ])('%s is busy, and calls requiring %s', async (number, tag) => {
    expect(headerOf(await callFrom(number), 'Require')).toBe(tag);
  });

  it('660 answers with an address of a private network alone, and one that this machine is not on', async () => {
    const sdp = await answerOf('660');
    const candidates = sdp.match(/^a=candidate:.*$/gmu) ?? [];
    expect(candidates.map((line) => line.split(' ')[4])).toEqual([
      expect.stringMatching(/^(?:10|172\.31|192\.168)\./u),
    ]);
    expect(sdp).toMatch(/a=fingerprint:[^]*a=ice-ufrag:|a=ice-ufrag:[^]*a=fingerprint:/u);
    expect(strangePrivateAddress(['10.255.1.2', '172.16.0.9'])).toBe('172.31.77.5');
    expect(strangePrivateAddress(['10.255.1.2', '172.31.0.9'])).toBe('192.168.254.5');
  });

  it('661 answers without a fingerprint, and with all else', async () => {
    const sdp = await answerOf('661');
    expect(sdp).not.toContain('a=fingerprint');
    expect(sdp).toMatch(/UDP\/TLS\/RTP\/SAVPF/u);
    for (const line of ['a=ice-ufrag', 'a=candidate', 'a=setup', 'a=rtcp-mux']) expect(sdp).toContain(line);
  });

  it('664 takes no ACK: its 200 comes again, and then its BYE', async () => {
    const client = await calling('664');
    const again = await client.takeStatus(200, 'INVITE');
    expect(again.body).toContain('m=audio');
    await client.takeRequest('BYE');
  });
});
