// Who gets a digest of this phone: its own server, asked honestly in every way that servers were seen to ask; and nobody else,
// whatever a callee answers to which request, before the call and in it (docs/security.md).
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Header, SipRequest } from '../../../../server/sip/message.ts';
import type { Session } from '../../../../src/sip/user-agent.ts';
import { asCaller, newDialog } from '../../../doubles/sip/peer-dialog.ts';
import { challengeHeader, credentialsFor, type Challenge } from '../../../doubles/sip/sip-peer.ts';
import { DOMAIN, media } from '../../../doubles/sip/test-phone.ts';
import { by, settle } from './support/pair.ts';
import { ANSWER, OFFER, Wire } from './support/wire.ts';

let wire: Wire;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(async () => {
  await wire.stop();
});

/** A phone that is registered at a server which asked so for its REGISTER. */
async function registered(...asks: readonly Challenge[]): Promise<void> {
  wire = new Wire();
  await wire.start(...asks);
  expect(wire.phone.kinds()).toContain('registered');
}

const REGISTRAR: Challenge = { status: 401, realm: 'asterisk' };
const SAME_BY_PROXY: Challenge = { status: 407, realm: 'asterisk' };

function ask(request: SipRequest, challenge: Challenge, more = '', toTag = 'far'): void {
  wire.peer.respond(request, challenge.status, { headers: [challengeHeader(challenge, more)], toTag });
}

/** The next request of this method, after a challenge; undefined where none follows. */
async function repeated(method: string, count: number): Promise<SipRequest | undefined> {
  await settle(50);
  const all = wire.peer.requests(method);
  return all.length > count ? all.at(-1) : undefined;
}

/** Asks, and returns the credentials that are sent for it. */
async function answerTo(request: SipRequest, challenge: Challenge, more = ''): Promise<string | undefined> {
  const before = wire.peer.requests(request.method).length;
  ask(request, challenge, more);
  const again = await repeated(request.method, before);
  return again && credentialsFor(again, challenge);
}

const nobodySigned = (): void => {
  const signed = wire.peer.seen.filter(
    (one) =>
      one.kind === 'request' &&
      one.method !== 'REGISTER' &&
      one.headers.some(([name]) => /^(?:proxy-)?authorization$/iu.test(name)),
  );
  expect(signed).toEqual([]);
};

const lastEnd = (session: Session): unknown => wire.last(session);

describe('an honest server', () => {
  it.each<[string, Challenge[], Challenge]>([
    ['a proxy that asks by 407 (Kamailio)', [{ status: 401, realm: DOMAIN }], { status: 407, realm: DOMAIN }],
    ['a B2BUA that asks by 401 in its realm (Asterisk)', [REGISTRAR], REGISTRAR],
    ['a B2BUA that asks by 407 in its realm (FreeSWITCH, 3CX)', [REGISTRAR], SAME_BY_PROXY],
    [
      'a proxy in the account’s domain, before a registrar with a realm of its own',
      [REGISTRAR],
      { status: 407, realm: DOMAIN },
    ],
    [
      'a proxy that asked for the REGISTER too',
      [{ status: 407, realm: 'edge' }, REGISTRAR],
      { status: 407, realm: 'edge' },
    ],
    ['a server that asked for no REGISTER', [], { status: 407, realm: DOMAIN }],
  ])('is answered: %s', async (_name, asks, challenge) => {
    await registered(...asks);
    const { session, invite } = await wire.calls();
    expect(await answerTo(invite, challenge)).toContain('username="1001"');
    const [, second] = wire.peer.requests('INVITE');
    if (second === undefined) throw new Error('no second INVITE');
    wire.peer.respond(second, 200, { body: ANSWER, toTag: 'far' });
    await settle();
    expect(lastEnd(session)).toEqual({ kind: 'established' });
  });

  it('is answered in a call as well: re-INVITE and BYE by 401 (Asterisk)', async () => {
    await registered(REGISTRAR);
    const { session } = await wire.talks();
    const held = session.setHold(true);
    await wire.peer.nextRequest('INVITE');
    await settle();
    const hold = wire.peer.requests('INVITE').at(-1);
    if (hold === undefined) throw new Error('no re-INVITE');
    expect(await answerTo(hold, REGISTRAR)).toContain('uri=');
    const again = wire.peer.requests('INVITE').at(-1);
    if (again !== undefined) wire.peer.respond(again, 200, { body: ANSWER, toTag: 'far' });
    expect(await held).toBe(true);
    session.terminate();
    const bye = await wire.peer.nextRequest('BYE');
    expect(await answerTo(bye, REGISTRAR)).toContain('uri=');
  });

  it('is answered under another realm once it has asked so for a REGISTER', async () => {
    await registered(REGISTRAR);
    wire.peer.asks = [{ status: 401, realm: 'renamed' }];
    wire.peer.connection.drop();
    await settle(5000);
    const { invite } = await wire.calls();
    expect(await answerTo(invite, { status: 401, realm: 'renamed' })).toContain('realm="renamed"');
  });

  it('is answered where a proxy’s restart has made its realm another, by 407', async () => {
    await registered({ status: 401, realm: 'before.example' });
    const first = await wire.calls();
    expect(await answerTo(first.invite, { status: 407, realm: 'before.example' })).toBeDefined();
    first.session.terminate();
    await settle();
    wire.peer.asks = [{ status: 401, realm: 'after.example' }];
    wire.peer.connection.drop();
    await settle(5000);
    const before = wire.peer.requests('INVITE').length;
    const session = wire.phone.call('1003');
    await settle();
    const invite = wire.peer.requests('INVITE').slice(before)[0];
    if (invite === undefined) throw new Error('no INVITE');
    expect(await answerTo(invite, { status: 407, realm: 'after.example' })).toContain('after.example');
    session.terminate();
  });

  it('may ask twice: the proxy and the registrar, both known from the REGISTER', async () => {
    await registered({ status: 407, realm: 'edge' }, { status: 407, realm: 'core' });
    const { invite } = await wire.calls();
    ask(invite, { status: 407, realm: 'edge' });
    const second = await repeated('INVITE', 1);
    if (second === undefined) throw new Error('no second INVITE');
    ask(second, { status: 407, realm: 'core' });
    const third = await repeated('INVITE', 2);
    expect(third && credentialsFor(third, { status: 407, realm: 'edge' })).toBeDefined();
    expect(third && credentialsFor(third, { status: 407, realm: 'core' })).toBeDefined();
  });

  it('may call its nonce stale, once', async () => {
    await registered(REGISTRAR);
    const { invite } = await wire.calls();
    ask(invite, SAME_BY_PROXY);
    const second = await repeated('INVITE', 1);
    if (second === undefined) throw new Error('no second INVITE');
    const stale: readonly Header[] = [
      ['Proxy-Authenticate', 'Digest realm="asterisk", nonce="fresh", algorithm=MD5, qop="auth", stale=true'],
    ];
    wire.peer.respond(second, 407, { headers: stale });
    const third = await repeated('INVITE', 2);
    expect(third && credentialsFor(third, SAME_BY_PROXY)).toContain('nonce="fresh"');
    if (third === undefined) return;
    wire.peer.respond(third, 407, { headers: stale });
    expect(await repeated('INVITE', 3)).toBeUndefined();
  });

  it('that offers SHA-256 beside MD5 gets MD5, in whatever order and line', async () => {
    await registered(REGISTRAR);
    const { invite } = await wire.calls();
    const md5 = 'Digest realm="asterisk", nonce="n", algorithm=MD5, qop="auth"';
    const line = `${md5.replace('=MD5', '=SHA-256')}, ${md5}`;
    wire.peer.respond(invite, 401, { headers: [['WWW-Authenticate', line]] });
    const second = await repeated('INVITE', 1);
    expect(second && credentialsFor(second, REGISTRAR)).toContain('algorithm=MD5');
  });

  it('that is never satisfied ends the call, not the phone', async () => {
    await registered(REGISTRAR);
    const { session, invite } = await wire.calls();
    ask(invite, REGISTRAR);
    const second = await repeated('INVITE', 1);
    if (second === undefined) throw new Error('no second INVITE');
    ask(second, REGISTRAR);
    await settle(50);
    expect(wire.peer.requests('INVITE')).toHaveLength(2);
    expect(lastEnd(session)).toMatchObject({ kind: 'terminated', end: { cause: 'wrongPassword' } });
  });
});

const FOREIGN: readonly [string, Challenge][] = [
  ['401 in another realm', { status: 401, realm: 'evil.example' }],
  ['407 in another realm', { status: 407, realm: 'evil.example' }],
];

describe('a callee', () => {
  it.each(FOREIGN)('gets nothing for an INVITE by %s, and the person is told', async (_name, challenge) => {
    await registered(REGISTRAR);
    const { session, invite } = await wire.calls();
    expect(await answerTo(invite, challenge)).toBeUndefined();
    nobodySigned();
    expect(lastEnd(session)).toMatchObject({
      kind: 'terminated',
      end: { cause: 'askedForPassword', statusCode: challenge.status },
    });
  });

  it('gets nothing by 401 in the server’s own realm where the server asks by 407, from the first call on', async () => {
    await registered({ status: 401, realm: DOMAIN });
    const { session, invite } = await wire.calls();
    ask(invite, { status: 407, realm: DOMAIN });
    const second = await repeated('INVITE', 1);
    if (second === undefined) throw new Error('no second INVITE');
    ask(second, { status: 401, realm: DOMAIN });
    expect(await repeated('INVITE', 2)).toBeUndefined();
    expect(lastEnd(session)).toMatchObject({ end: { cause: 'askedForPassword' } });
    const other = wire.phone.call('1003');
    await settle();
    const third = wire.peer.requests('INVITE').at(-1);
    expect(third && (await answerTo(third, { status: 401, realm: DOMAIN }))).toBeUndefined();
    expect(lastEnd(other)).toMatchObject({ end: { cause: 'askedForPassword' } });
  });

  it.each<Challenge>([REGISTRAR, SAME_BY_PROXY])(
    'gets nothing once its phone has rung, whatever the realm: %o',
    async (challenge) => {
      await registered(REGISTRAR);
      const { session, invite } = await wire.calls();
      wire.peer.respond(invite, 180, { toTag: 'far' });
      await settle();
      expect(await answerTo(invite, challenge)).toBeUndefined();
      nobodySigned();
      expect(lastEnd(session)).toMatchObject({ kind: 'terminated', end: { cause: 'askedForPassword' } });
    },
  );

  it.each(FOREIGN)('gets nothing in a call by %s: re-INVITE, INFO, BYE', async (_name, challenge) => {
    await registered(REGISTRAR);
    const { session } = await wire.talks();
    const held = session.setHold(true);
    await settle();
    const hold = wire.peer.requests('INVITE').at(-1);
    expect(hold && (await answerTo(hold, challenge))).toBeUndefined();
    expect(await held).toBe(false);
    expect(wire.kindsOf(session)).not.toContain('terminated');
    session.sendTones(['5'], by('info'));
    await settle();
    const info = wire.peer.requests('INFO').at(-1);
    expect(info && (await answerTo(info, challenge))).toBeUndefined();
    session.terminate();
    const bye = await wire.peer.nextRequest('BYE');
    expect(await answerTo(bye, challenge)).toBeUndefined();
    nobodySigned();
  });

  it('gets nothing from a phone that it called', async () => {
    await registered(REGISTRAR);
    const began = newDialog(wire.contact, 'sip:1002@pbx.example.org', 'sip:1001@pbx.example.org');
    wire.peer.request('INVITE', began, { body: OFFER });
    await settle();
    const session = wire.phone.ringing;
    session.answer(media());
    const dialog = asCaller(began, await wire.peer.nextResponse('INVITE', 200));
    wire.peer.request('ACK', dialog);
    await settle();
    session.terminate();
    const bye = await wire.peer.nextRequest('BYE');
    expect(await answerTo(bye, { status: 401, realm: 'evil.example' })).toBeUndefined();
    nobodySigned();
  });

  it.each([
    ['a doubled realm', 'Digest realm="asterisk", realm="evil.example", nonce="n", algorithm=MD5'],
    [
      'a realm in another field',
      'Digest realm="asterisk", nonce="n\\", realm=\\"evil.example", algorithm=MD5',
    ],
    [
      'a realm behind an algorithm',
      'Digest realm="asterisk", nonce="n", algorithm="MD5, realm=\\"evil.example\\""',
    ],
    [
      'two challenges in one line',
      'Digest realm="evil.example", nonce="n", algorithm=MD5, Digest realm="evil.example", nonce="m"',
    ],
    [
      'another scheme before',
      'Basic realm="asterisk", Digest realm="evil.example", nonce="n", algorithm=MD5',
    ],
  ])('gets no signature for its realm by %s', async (_name, value) => {
    await registered(REGISTRAR);
    const { invite } = await wire.calls();
    wire.peer.respond(invite, 401, { headers: [['WWW-Authenticate', value]], toTag: 'far' });
    await settle(50);
    const signed = wire.peer.seen.filter(
      (one) =>
        one.kind === 'request' && one.headers.some(([, text]) => text.includes('realm="evil.example"')),
    );
    expect(signed).toEqual([]);
  });

  it('gets nothing by a challenge that a fork put beside the server’s own', async () => {
    await registered(REGISTRAR);
    const { invite } = await wire.calls();
    const evil: Challenge = { status: 407, realm: 'evil.example' };
    wire.peer.respond(invite, 407, { headers: [challengeHeader(evil), challengeHeader(SAME_BY_PROXY)] });
    const second = await repeated('INVITE', 1);
    expect(second && credentialsFor(second, SAME_BY_PROXY)).toBeDefined();
    expect(second && credentialsFor(second, evil)).toBeUndefined();
  });

  it('gets nothing by calling a nonce stale that it never gave', async () => {
    await registered({ status: 401, realm: DOMAIN });
    const { invite } = await wire.calls();
    ask(invite, { status: 407, realm: DOMAIN });
    const second = await repeated('INVITE', 1);
    if (second === undefined) throw new Error('no second INVITE');
    wire.peer.respond(second, 183, { toTag: 'far' });
    await settle();
    ask(second, { status: 407, realm: DOMAIN }, ', stale=true');
    expect(await repeated('INVITE', 2)).toBeUndefined();
  });
});
