// What the PBX says in Asterisk's guise is what Asterisk was recorded to say: header by header, line by line, ids apart.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headerOf } from '../../../../server/sip/message.ts';
import { DOMAIN, type SipClient } from '../support/sip-client.ts';
import { answerTo, OFFER } from './support/descriptions.ts';
import { LikePbx } from './support/like-pbx.ts';
import { masked, recorded, recordingOf } from './support/recordings.ts';

const SCENES = recordingOf('asterisk');

describe('in the guise of Asterisk', () => {
  let like: LikePbx;
  beforeAll(async () => {
    like = await LikePbx.start('asterisk');
  });
  afterAll(() => {
    like.stop();
    expect(like.faults).toEqual([]);
  });

  /** The last message of a kind that a client got, as it came. */
  function heard(client: SipClient, start: string, method: string): string {
    const fits = (text: string): boolean =>
      text.startsWith(start) && new RegExp(`^CSeq: \\d+ ${method}\\r$`, 'mu').test(text);
    const found = client.raw.findLast(fits);
    if (found === undefined) throw new Error(`no ${start} ${method} came: ${client.raw.join('\n')}`);
    return found;
  }

  function isReplayed(client: SipClient, scene: string, start: string, method: string): void {
    expect(masked(heard(client, start, method))).toBe(masked(recorded(SCENES, scene, start, method)));
  }

  /** A phone that rings at a call from another. */
  async function ringing(from: string, to: string) {
    const [caller, callee] = await Promise.all([like.registered(from), like.registered(to)]);
    const { callId, branch } = await like.invite(caller, to);
    const arrived = await callee.takeRequest('INVITE');
    callee.respond(arrived, 180);
    await caller.takeStatus(180, 'INVITE');
    return { caller, callee, callId, branch, arrived };
  }

  it('challenges and accepts a REGISTER, and answers a wrong password by asking again', async () => {
    const client = await like.registered('1001');
    isReplayed(client, 'echo', 'SIP/2.0 401', 'REGISTER');
    isReplayed(client, 'echo', 'SIP/2.0 200', 'REGISTER');
    const stranger = await like.client('1002');
    expect(await stranger.register('wrong')).toBe(401);
  });

  it('challenges OPTIONS to the domain', async () => {
    const client = await like.client('1003');
    client.send('OPTIONS');
    await client.takeStatus(401, 'OPTIONS');
    isReplayed(client, 'a third sign-in where two are allowed', 'SIP/2.0 401', 'OPTIONS');
  });

  it('does not answer CRLFCRLF', async () => {
    const client = await like.registered('1004');
    const before = client.raw.length;
    client.sendRaw('\r\n\r\n');
    client.send('OPTIONS');
    await client.takeStatus(401, 'OPTIONS');
    expect(client.raw.length).toBe(before + 1);
  });

  it('answers an echo without ringing, challenging the INVITE with 401 though the phone is known', async () => {
    const client = await like.registered('1005');
    const call = await like.call(client, '600');
    isReplayed(client, 'echo', 'SIP/2.0 401', 'INVITE');
    isReplayed(client, 'echo', 'SIP/2.0 100', 'INVITE');
    isReplayed(client, 'echo', 'SIP/2.0 200', 'INVITE');
    expect(client.raw.some((text) => text.startsWith('SIP/2.0 180'))).toBe(false);
    const body = 'Signal=5\r\nDuration=100\r\n';
    const { callId, to, target } = call;
    const headers = ['Content-Type: application/dtmf-relay'];
    client.send('INFO', { uri: target, callId, to, cseq: 3, headers, body });
    await client.takeStatus(200, 'INFO');
    isReplayed(client, 'DTMF dtmf_mode=info, phone "As messages beside it"', 'SIP/2.0 200', 'INFO');
    like.hangUp(client, call);
    await client.takeStatus(200, 'BYE');
    isReplayed(client, 'echo', 'SIP/2.0 200', 'BYE');
  });

  it('stands between two phones: each has a call of its own, and neither is told of the other', async () => {
    const { caller, callee, callId, arrived } = await ringing('1006', '1007');
    isReplayed(caller, 'phone to phone, both directions', 'SIP/2.0 180', 'INVITE');
    isReplayed(callee, 'click to call (AMI Originate)', 'INVITE', 'INVITE');
    expect(headerOf(arrived, 'Call-ID')).not.toBe(callId);
    callee.answer(arrived, answerTo(arrived.body));
    const call = like.confirm(caller, callId, await caller.takeStatus(200, 'INVITE'));
    isReplayed(caller, 'phone to phone, both directions', 'SIP/2.0 200', 'INVITE');
    await callee.takeRequest('ACK');
    isReplayed(callee, 'click to call (AMI Originate)', 'ACK', 'ACK');
    like.hangUp(caller, call);
    await callee.takeRequest('BYE');
    isReplayed(callee, 'phone to phone, both directions', 'BYE', 'BYE');
  });

  it('passes on that the caller gave up', async () => {
    const { caller, callee, callId, branch, arrived } = await ringing('1008', '1009');
    caller.send('CANCEL', { uri: `sip:1009@${DOMAIN}`, callId, branch, cseq: 2 });
    await callee.takeRequest('CANCEL');
    callee.respond(arrived, 487);
    await caller.takeStatus(487, 'INVITE');
    isReplayed(caller, 'CANCEL by the caller', 'SIP/2.0 200', 'CANCEL');
    isReplayed(caller, 'CANCEL by the caller', 'SIP/2.0 487', 'INVITE');
    const scene = 'remove_existing=yes: the second page takes the place of the first';
    isReplayed(callee, scene, 'CANCEL', 'CANCEL');
  });

  it('tells the phone that did not answer that another one did', async () => {
    const caller = await like.registered('1010');
    const [callee, other] = [await like.registered('1011'), await like.registered('1011')];
    const { callId } = await like.invite(caller, '1011');
    const [one, two] = [await callee.takeRequest('INVITE'), await other.takeRequest('INVITE')];
    callee.respond(one, 180);
    other.respond(two, 180);
    other.answer(two, answerTo(two.body));
    like.confirm(caller, callId, await caller.takeStatus(200, 'INVITE'));
    await callee.takeRequest('CANCEL');
    isReplayed(callee, 'two sign-ins of one address ring; one answers', 'CANCEL', 'CANCEL');
  });

  it('passes a decline on as 480 and busy as 486, with the causes of Q.850', async () => {
    const declined = await ringing('1012', '1013');
    declined.callee.respond(declined.arrived, 603);
    await declined.caller.takeStatus(480, 'INVITE');
    isReplayed(declined.caller, 'decline', 'SIP/2.0 480', 'INVITE');
    const busy = await ringing('1014', '1015');
    busy.callee.respond(busy.arrived, 486);
    await busy.caller.takeStatus(486, 'INVITE');
    isReplayed(busy.caller, '180, then 183 with tone, then busy', 'SIP/2.0 486', 'INVITE');
    await like.invite(busy.caller, '1099');
    await busy.caller.takeStatus(480, 'INVITE');
    isReplayed(busy.caller, 'offline extension', 'SIP/2.0 480', 'INVITE');
  });

  it('sends early media by 183 without 180', async () => {
    const client = await like.registered('1016');
    await like.invite(client, '627');
    await client.takeStatus(183, 'INVITE');
    isReplayed(client, 'early media: 183, tone, then answer', 'SIP/2.0 183', 'INVITE');
    expect(client.raw.some((text) => text.startsWith('SIP/2.0 180'))).toBe(false);
  });

  it('says a new name by UPDATE', async () => {
    const client = await like.registered('1017');
    await like.call(client, '620');
    await client.takeRequest('UPDATE');
    isReplayed(client, 'connected line: UPDATE with PAI', 'UPDATE', 'UPDATE');
  });

  it('transfers by REFER', async () => {
    const client = await like.registered('1018');
    await like.call(client, '622');
    await client.takeRequest('REFER');
    isReplayed(client, 'REFER from Asterisk (Transfer after answer)', 'REFER', 'REFER');
  });

  it('tells of messages, voicemail and check-sync outside of calls', async () => {
    const client = await like.registered('1019');
    await like.call(client, '628');
    await client.takeRequest('MESSAGE');
    await client.takeRequest('NOTIFY');
    await client.takeRequest('NOTIFY');
    isReplayed(client, 'MESSAGE to the phone', 'MESSAGE', 'MESSAGE');
    isReplayed(client, 'pjsip send notify check-sync', 'NOTIFY', 'NOTIFY');
    const mailbox = await like.registered('1091');
    await mailbox.takeRequest('NOTIFY');
    isReplayed(mailbox, 'MWI NOTIFY, unsolicited (endpoint mailboxes)', 'NOTIFY', 'NOTIFY');
  });

  it('asks a qualified contact whether it is there', async () => {
    const client = await like.registered('1081');
    await client.takeRequest('OPTIONS');
    isReplayed(client, 'qualify', 'OPTIONS', 'OPTIONS');
  });

  it('refuses a third sign-in where two are allowed, though the password is right', async () => {
    await like.registered('1081');
    const third = await like.client('1081');
    expect(await third.register(like.pbx.passwordOf('1081'))).toBe(403);
    isReplayed(third, 'a third sign-in where two are allowed', 'SIP/2.0 403', 'REGISTER');
  });

  it('lets a second sign-in take the place of the first where it is told to', async () => {
    const first = await like.registered('1082');
    const second = await like.registered('1082');
    expect(heard(second, 'SIP/2.0 200', 'REGISTER')).not.toContain(first.contact);
  });

  it.each([
    ['636', 'endpoint: timers=required'],
    ['637', 'endpoint: 100rel=required'],
  ])('refuses at %s with 421', async (number, scene) => {
    const client = await like.registered(number === '636' ? '1020' : '1021');
    await like.invite(client, number);
    await client.takeStatus(421, 'INVITE');
    isReplayed(client, scene, 'SIP/2.0 421', 'INVITE');
  });

  it.each([
    ['631', 'endpoint: ice_support=no'],
    ['632', 'endpoint: rtcp_mux=no'],
  ])('answers at %s with a description that a browser refuses', async (number, scene) => {
    const client = await like.registered(number === '631' ? '1022' : '1023');
    await like.call(client, number, OFFER);
    isReplayed(client, scene, 'SIP/2.0 200', 'INVITE');
  });
});
