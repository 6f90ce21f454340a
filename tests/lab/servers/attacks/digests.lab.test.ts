// Whoever sees a signature of somebody's password, or has somebody sign what he likes, can do nothing with it; and nobody is asked
// for a signature but by the server itself.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOMAIN } from '../lab-values.ts';
import { AttackLab } from './attack-lab.ts';
import { SILENCE_MS } from './lines.ts';
import { talk, within } from './raw-call.ts';
import { type RawPhone, type Wanted, aor, challengeOf, random, signature } from './raw-phone.ts';

const [VICTIM, FRIEND] = ['1001', '1002'] as const;

let lab: AttackLab;
let friend: RawPhone;

beforeAll(async () => {
  lab = await AttackLab.raise();
  friend = await lab.registered('victim', FRIEND);
});
afterAll(() => lab.lower());

/** A request as the victim, signed by the victim with a nonce that was given for `asked`, and for the address `uri`. */
async function relayed(attacker: RawPhone, asked: Wanted, sent: Wanted, uri = sent.uri): Promise<Wanted> {
  const challenge = await attacker.ask(asked);
  const { realm, nonce } = challengeOf(challenge);
  const value = signature({ username: VICTIM, realm, nonce, uri }, sent.method);
  const name = challenge.status === 401 ? 'Authorization' : 'Proxy-Authorization';
  return { ...sent, headers: [...(sent.headers ?? []), [name, value]] };
}

describe('a signature that the victim gave for something else', () => {
  it.each(['INVITE', 'MESSAGE'])('delivers no %s to another address than it names', async (method) => {
    const attacker = await lab.phone('attacker', VICTIM);
    const wanted = { method, uri: aor(FRIEND), callId: random() };
    const sent = await relayed(attacker, wanted, wanted, aor('1003'));
    expect(await attacker.ask(sent)).toMatchObject({ status: 403, reason: 'Signed For Another Address' });
    expect(await friend.takeRequest(method, SILENCE_MS)).toBeUndefined();
  });

  it.each<[string, Partial<Wanted>]>([
    ['Request-URI', { uri: aor('1003') }],
    ['Call-ID', { callId: 'another' }],
    ['From tag', { from: `<${aor(VICTIM)}>;tag=another` }],
  ])('delivers nothing with a nonce that was given for another %s', async (_, other) => {
    const attacker = await lab.phone('attacker', VICTIM);
    const wanted = { method: 'INVITE', uri: aor(FRIEND), callId: random() };
    const answer = await attacker.ask(await relayed(attacker, { ...wanted, ...other }, wanted));
    expect([answer.status, challengeOf(answer).stale]).toEqual([407, true]);
    expect(await friend.takeRequest('INVITE', SILENCE_MS)).toBeUndefined();
  });

  it('delivers nothing with a nonce that was given to another address of the internet', async () => {
    const [victim, attacker] = [await lab.phone('victim', VICTIM), await lab.phone('attacker', VICTIM)];
    const wanted = { method: 'INVITE', uri: aor(FRIEND), callId: random(), from: victim.from };
    const answer = await attacker.ask(await relayed(victim, wanted, wanted));
    expect([answer.status, challengeOf(answer).stale]).toEqual([407, true]);
    expect(await friend.takeRequest('INVITE', SILENCE_MS)).toBeUndefined();
  });

  it.each(['before', 'after'])(
    'passes for no other by a second one %s it, of a realm of its own',
    async (place) => {
      const attacker = await lab.phone('attacker', VICTIM);
      const wanted = { method: 'INVITE', uri: aor(FRIEND), callId: random() };
      const { headers: [real] = [], ...sent } = await relayed(attacker, wanted, wanted, aor('1003'));
      const value = signature(
        { username: VICTIM, realm: 'else.example', nonce: 'n', uri: wanted.uri },
        'INVITE',
      );
      const decoy = ['Proxy-Authorization', value] as const;
      if (real === undefined) throw new Error('nothing was signed');
      const headers = place === 'before' ? [decoy, real] : [real, decoy];
      expect((await attacker.ask({ ...sent, headers })).status).toBe(403);
      expect(await friend.takeRequest('INVITE', SILENCE_MS)).toBeUndefined();
    },
  );

  it('is good for no other method', async () => {
    const attacker = await lab.phone('attacker', VICTIM);
    const wanted = { method: 'MESSAGE', uri: aor(FRIEND), callId: random() };
    const given = await relayed(attacker, wanted, { ...wanted, method: 'INVITE' });
    expect((await attacker.ask({ ...given, method: 'MESSAGE' })).status).toBe(403);
  });
});

describe('a signature that was seen', () => {
  it.each(['wss', 'udp'] as const)('is good once, over %s', async (kind) => {
    const phone = await lab.phone('attacker', VICTIM, kind);
    const wanted = { method: 'MESSAGE', uri: aor(FRIEND), callId: random() };
    const given = phone.signed(wanted, await phone.ask(wanted));
    await phone.send(phone.compose(given));
    await friend.reply(await friend.requestThatCame('MESSAGE'), 200);
    const again = await phone.ask(given);
    expect([again.status, challengeOf(again).stale]).toEqual([407, true]);
    expect(await friend.takeRequest('MESSAGE', SILENCE_MS)).toBeUndefined();
  });

  it('registers no other Contact, from there or from elsewhere', async () => {
    const victim = await lab.phone('victim', VICTIM);
    const wanted = { method: 'REGISTER', uri: `sip:${DOMAIN}`, callId: random() };
    const given = victim.signed(wanted, await victim.ask(wanted));
    expect((await victim.ask(given)).status).toBe(200);
    for (const place of ['victim', 'attacker'] as const) {
      const thief = await lab.phone(place, VICTIM);
      const answer = await thief.ask({ ...given, from: victim.from });
      expect([answer.status, challengeOf(answer).stale]).toEqual([401, true]);
      await friend.dial({ method: 'MESSAGE', uri: aor(VICTIM) });
      await victim.reply(await victim.requestThatCame('MESSAGE'), 200);
      expect(await thief.takeRequest('MESSAGE', SILENCE_MS)).toBeUndefined();
    }
  });

  it('is answered with a challenge that an honest phone answers', async () => {
    const phone = await lab.phone('victim', VICTIM, 'udp');
    const wanted = { method: 'REGISTER', uri: `sip:${DOMAIN}`, callId: random() };
    const given = phone.signed(wanted, await phone.ask(wanted));
    expect((await phone.ask(given)).status).toBe(200);
    const stale = await phone.ask(given);
    expect((await phone.ask(phone.signed(wanted, stale))).status).toBe(200);
  });

  it('is answered the same where an honest phone sends it twice over UDP, because the answer was lost', async () => {
    const phone = await lab.phone('victim', VICTIM, 'udp');
    const wanted = { method: 'REGISTER', uri: `sip:${DOMAIN}`, callId: random() };
    const request = phone.compose(phone.signed(wanted, await phone.ask(wanted)));
    for (let times = 0; times < 2; times++) {
      await phone.send(request);
      expect((await phone.answerTo(request))?.status).toBe(200);
    }
  });
});

describe('what was signed for the server', () => {
  it.each(['INVITE', 'MESSAGE'])('is not shown to the callee: %s', async (method) => {
    const victim = await lab.phone('victim', VICTIM);
    await victim.dial({ method, uri: aor(FRIEND) });
    const arrived = await friend.requestThatCame(method);
    expect(arrived.headers.filter(([name]) => /authorization/iu.test(name))).toEqual([]);
    await friend.reply(arrived, 486);
  });

  it.each(['INFO', 'INVITE', 'BYE'])('is not shown to the other party within a call: %s', async (method) => {
    const victim = await lab.phone('victim', VICTIM);
    const { caller } = await talk(victim, friend);
    const value = signature({ username: VICTIM, realm: DOMAIN, nonce: 'n', uri: caller.target }, method);
    const headers = [['Proxy-Authorization', value] as const, ['Authorization', value] as const];
    await victim.send(victim.compose(within(caller, method, { headers })));
    const arrived = await friend.requestThatCame(method);
    expect(arrived.headers.filter(([name]) => /authorization/iu.test(name))).toEqual([]);
    await friend.reply(arrived, 200);
  });
});

describe('a challenge of somebody who is called', () => {
  const digest = (): string => `Digest realm="${DOMAIN}", nonce="${randomUUID()}", qop="auth", stale=true`;
  const challenge = (): readonly (readonly [string, string])[] => [
    ['WWW-Authenticate', digest()],
    ['Proxy-Authenticate', digest()],
  ];
  const asksForNothing = (answer: Awaited<ReturnType<RawPhone['answerTo']>>): void => {
    expect(answer?.status).toBe(403);
    expect(answer?.headers.filter(([name]) => /authenticate/iu.test(name))).toEqual([]);
  };

  it.each(
    [401, 407].flatMap((status) =>
      ['INVITE', 'MESSAGE', 'REFER', 'SUBSCRIBE', 'OPTIONS'].map((method) => [method, status] as const),
    ),
  )('does not reach the caller: %s, %i', async (method, status) => {
    const victim = await lab.phone('victim', VICTIM);
    const request = await victim.dial({ method, uri: aor(FRIEND) });
    await friend.reply(await friend.requestThatCame(method), status, challenge());
    asksForNothing(await victim.answerTo(request));
  });

  it.each(['INFO', 'INVITE', 'UPDATE', 'REFER', 'NOTIFY', 'BYE'])(
    'does not reach the other party within a call: %s',
    async (method) => {
      const victim = await lab.phone('victim', VICTIM);
      const { caller, callee } = await talk(victim, friend);
      for (const [asker, asked, half] of [
        [victim, friend, caller],
        [friend, victim, callee],
      ] as const) {
        const request = asker.compose(within(half, method));
        await asker.send(request);
        await asked.reply(await asked.requestThatCame(method), asker === victim ? 407 : 401, challenge());
        asksForNothing(await asker.answerTo(request));
      }
    },
  );

  it.each([
    [486, '1004'],
    [200, '1005'],
  ])('does not reach the caller where the call forks and the other way ends with %i', async (last, user) => {
    const two = await lab.phone('attacker', user);
    const contact = (): string => `<sip:${random()}@two.invalid;transport=ws>`;
    await two.register({ contact: `${contact()}, ${contact()}` });
    const victim = await lab.phone('victim', VICTIM);
    const request = await victim.dial({ method: 'INVITE', uri: aor(user) });
    const [one, other] = [await two.requestThatCame('INVITE'), await two.requestThatCame('INVITE')];
    await two.reply(one, 407, challenge());
    await two.reply(other, last);
    const answer = await victim.answerTo(request);
    expect(answer?.status).toBe(last === 200 ? 200 : 403);
    expect(answer?.headers.filter(([name]) => /authenticate/iu.test(name))).toEqual([]);
  });

  it('does not reach the caller in a provisional or a good answer either', async () => {
    const victim = await lab.phone('victim', VICTIM);
    await victim.dial({ method: 'INVITE', uri: aor(FRIEND) });
    const arrived = await friend.requestThatCame('INVITE');
    await friend.reply(arrived, 180, challenge());
    await friend.reply(arrived, 200, challenge());
    expect(await victim.line.take(/^SIP\/2\.0 180/u)).not.toMatch(/authenticate/iu);
    expect(await victim.line.take(/^SIP\/2\.0 200/u)).not.toMatch(/authenticate/iu);
  });
});
