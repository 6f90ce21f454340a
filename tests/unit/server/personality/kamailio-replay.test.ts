// What the PBX says in Kamailio's guise is what Kamailio was recorded to say with deploy/kamailio: ids and descriptions apart.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOMAIN, SipClient } from '../support/sip-client.ts';
import { answerTo } from './support/descriptions.ts';
import { LikePbx } from './support/like-pbx.ts';
import { masked, recorded, recordingOf } from './support/recordings.ts';

const SCENES = recordingOf('kamailio');

/** What passes a proxy keeps its body and the order of what its sender wrote; the recording's senders said less. */
function marks(message: string): string {
  const [head = ''] = masked(message).split('\n\n');
  return head
    .split('\n')
    .filter((line) => !/^(?:Content-|User-Agent|Allow|Supported)/u.test(line))
    .join('\n');
}

describe('in the guise of Kamailio', () => {
  let like: LikePbx;
  beforeAll(async () => {
    like = await LikePbx.start('kamailio');
  });
  afterAll(() => {
    like.stop();
    expect(like.faults).toEqual([]);
  });

  function isReplayed(client: SipClient, scene: string, start: string, method: string): void {
    const fits = (text: string): boolean =>
      text.startsWith(start) && new RegExp(`^CSeq: \\d+ ${method}\\r$`, 'mu').test(text);
    const heard = client.raw.findLast(fits) ?? client.raw.join('\n');
    expect(marks(heard)).toBe(marks(recorded(SCENES, scene, start, method)));
  }

  it('challenges a REGISTER and accepts it with a GRUU, answers OPTIONS and CRLF', async () => {
    const client = await like.client('1001');
    const instance = '+sip.instance="<urn:uuid:00000000-0000-4000-8000-000000001001>"';
    await client.register(like.pbx.passwordOf('1001'), [], 1, instance);
    isReplayed(client, 'register', 'SIP/2.0 401', 'REGISTER');
    isReplayed(client, 'register', 'SIP/2.0 200', 'REGISTER');
    client.send('OPTIONS');
    await client.takeStatus(200, 'OPTIONS');
    isReplayed(client, 'options to the domain', 'SIP/2.0 200', 'OPTIONS');
    client.sendRaw('\r\n\r\n');
    await expect.poll(() => client.raw.at(-1)).toBe('\r\n');
  });

  it('refuses a wrong password, an unknown number and one that is away', async () => {
    const stranger = await like.client('1002');
    expect(await stranger.register('wrong')).toBe(403);
    isReplayed(stranger, 'wrong password', 'SIP/2.0 403', 'REGISTER');
    const client = await like.registered('1003');
    await like.invite(client, 'nobody');
    await client.takeStatus(404, 'INVITE');
    isReplayed(client, 'unknown', 'SIP/2.0 404', 'INVITE');
    await like.invite(client, '1099');
    await client.takeStatus(480, 'INVITE');
    isReplayed(client, 'offline', 'SIP/2.0 480', 'INVITE');
  });

  it('passes a call on with its marks, and follows its routes to the end', async () => {
    const [caller, callee] = await Promise.all([like.registered('1004'), like.registered('1005')]);
    const { callId } = await like.invite(caller, '1005');
    const arrived = await callee.takeRequest('INVITE');
    isReplayed(callee, 'call', 'INVITE', 'INVITE');
    callee.respond(arrived, 180);
    await caller.takeStatus(180, 'INVITE');
    for (const start of ['SIP/2.0 407', 'SIP/2.0 100', 'SIP/2.0 180'])
      isReplayed(caller, 'call', start, 'INVITE');
    callee.answer(arrived, answerTo(arrived.body));
    const call = like.confirm(caller, callId, await caller.takeStatus(200, 'INVITE'));
    isReplayed(caller, 'call', 'SIP/2.0 200', 'INVITE');
    expect(call.target).toContain(';alias=');
    const acknowledged = await callee.takeRequest('ACK');
    expect(acknowledged.uri).toBe(callee.contact);
    like.hangUp(caller, call);
    const bye = await callee.takeRequest('BYE');
    expect(bye.uri).toBe(callee.contact);
    callee.respond(bye, 200);
    await caller.takeStatus(200, 'BYE');
  });

  it('cancels a call', async () => {
    const [caller, callee] = await Promise.all([like.registered('1006'), like.registered('1007')]);
    const { callId, branch } = await like.invite(caller, '1007');
    const arrived = await callee.takeRequest('INVITE');
    callee.respond(arrived, 180);
    await caller.takeStatus(180, 'INVITE');
    caller.send('CANCEL', { uri: `sip:1007@${DOMAIN}`, callId, branch, cseq: 2 });
    await caller.takeStatus(200, 'CANCEL');
    isReplayed(caller, 'cancel', 'SIP/2.0 200', 'CANCEL');
    await callee.takeRequest('CANCEL');
    isReplayed(callee, 'cancel', 'CANCEL', 'CANCEL');
  });

  it('reaches one phone of an extension by its GRUU', async () => {
    const caller = await like.registered('1008');
    const phones = await Promise.all(
      ['a', 'b'].map(async (which) => {
        const phone = await SipClient.open(like.pbx.port, '1009');
        const instance = `+sip.instance="<urn:uuid:00000000-0000-4000-8000-00000000000${which}>"`;
        await phone.register(like.pbx.passwordOf('1009'), [], 1, instance);
        return phone;
      }),
    );
    const type = ['Content-Type: text/plain'];
    const gruu = `sip:1009@${DOMAIN};gr=urn:uuid:00000000-0000-4000-8000-00000000000b`;
    caller.send('MESSAGE', { uri: gruu, callId: 'gruu', headers: type, body: 'x' });
    const challenge = await caller.takeStatus(407, 'MESSAGE');
    const asked = challenge.headers.find(([name]) => name === 'Proxy-Authenticate')?.[1] ?? '';
    const given = caller.answerTo(asked, 'MESSAGE', like.pbx.passwordOf('1008'), gruu);
    const headers = [...type, `Proxy-Authorization: ${given}`];
    caller.send('MESSAGE', { uri: gruu, callId: 'gruu', cseq: 2, headers, body: 'x' });
    await phones[1]?.takeRequest('MESSAGE');
    expect(phones[0]?.received).toEqual([]);
    for (const phone of phones) phone.close();
  });
});
