// No secret enters the state, whatever link is opened: each kind is opened for real (read, unlocked, exchanged), taken, edited and renewed, and
// every state on the way is searched for every secret. What a test can't see any more it would miss: it first finds them all in the profile.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seal } from '../../../../deploy/links.mjs';
import { Softphone } from '../../../../src/phone/softphone.ts';
import { unseal } from '../../../../src/provisioning/browser/unseal.ts';
import { redeemToken } from '../../../../src/provisioning/fetch/setup.ts';
import { FakeWorld } from '../../../doubles/fake-ports.ts';
import { press } from '../../../doubles/press.ts';

const SECRETS = {
  password: 'SECRET-0-password',
  credential: 'SECRET-1-credential',
  inAddress: 'SECRET-2-in-turn-address',
  query: 'SECRET-3-query-of-wss',
  secondQuery: 'SECRET-4-query-of-second-wss',
  serviceKey: 'SECRET-5-query-of-service',
  serviceToken: 'SECRET-6-token',
  leftOut: 'SECRET-7-in-a-server-of-no-use',
};
/** A link's servers with these are left out, and so told. */
const OF_NO_USE = [SECRETS.leftOut, SECRETS.inAddress];
const PASSPHRASE = 'SECRET-8 passphrase of the link';
const CODE = 'SECRET-9-code-of-links';

const PROFILE = {
  version: 1,
  name: 'Example',
  account: {
    username: '1002',
    password: SECRETS.password,
    domain: 'example.org',
    displayName: 'Ada',
    authUsername: 'ada.auth',
  },
  webSocketServers: [
    `wss://pbx.example.org/ws?token=${SECRETS.query}`,
    { url: `wss://pbx2.example.org/ws?token=${SECRETS.secondQuery}`, priority: 5, weight: 1 },
  ],
  iceServers: [
    { urls: 'turn:t.example.org', username: 'u', credential: SECRETS.credential },
    { urls: `turn:bob:${SECRETS.inAddress}@turn.example.org` },
    { urls: `turn:bob:${SECRETS.leftOut}@turn.example.org:53?key=${SECRETS.leftOut}` },
  ],
  turnCredentials: { url: `https://example.org/turn?key=${SECRETS.serviceKey}`, token: SECRETS.serviceToken },
  echoNumber: '600',
};

let world: FakeWorld;
let phone: Softphone;
let states: string[];

beforeEach(async () => {
  world = new FakeWorld();
  Object.assign(world.ports, { redeemToken, unseal });
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(PROFILE))));
  phone = new Softphone(world.ports);
  states = [];
  phone.store.subscribe((state) => states.push(JSON.stringify(state)));
  await phone.start();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const base64 = (text: string): string => Buffer.from(text).toString('base64url').slice(2, -3);

/** Every state so far, and what it holds that it should not. */
function leaks(): string[] {
  const secrets = [...Object.values(SECRETS), PASSPHRASE, CODE];
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret), base64(secret)]);
  const all = [...states, JSON.stringify(phone.store.state), JSON.stringify(phone.trace.state)].join('\n');
  return forms.filter((form) => all.includes(form));
}

const LINKS: readonly (readonly [string, () => string])[] = [
  ['readable', () => `#provision=${Buffer.from(JSON.stringify(PROFILE)).toString('base64url')}`],
  ['sealed', () => `#sealed=${seal(PROFILE, PASSPHRASE)}`],
  ['with a one-time code', () => `#setup=${CODE}`],
];

describe('the state of the phone', () => {
  it.each(LINKS)(
    'holds no secret of a link that is %s, from its opening to its renewal',
    async (_kind, link) => {
      expect(phone.openFragment(link())).toBe(true);
      await vi.waitFor(() => {
        expect(phone.store.state.setup).toBeDefined();
      });
      await press(phone).openSetup(PASSPHRASE);
      expect(phone.store.state.setup).toMatchObject({ kind: 'profile', profile: { name: 'Example' } });
      await press(phone).acceptSetup();
      await vi.waitFor(() => {
        expect(phone.store.state.accounts[0]?.registration.phase).toBe('registered');
      });
      const form = phone.editableSignIn();
      for (const secret of Object.values(SECRETS).filter((each) => !OF_NO_USE.includes(each)))
        expect(JSON.stringify(form), 'the phone itself has it').toContain(secret);
      if (form !== undefined)
        phone.signIn({ ...form, displayName: 'Other' }, phone.store.state.dialAccountId);
      await vi.waitFor(() => {
        expect(world.userAgents).toHaveLength(2);
        expect(phone.store.state.accounts[0]?.registration.phase).toBe('registered');
      });
      await press(phone).dial('600');
      await vi.waitFor(() => {
        expect(world.userAgents.at(-1)?.targets).toHaveLength(1);
      });
      expect(leaks()).toEqual([]);
      expect(states.join(), 'it was shown at all').toContain('pbx2.example.org');
    },
  );

  it('holds none of what was kept', async () => {
    const result = await redeemToken(CODE);
    if (result.kind !== 'profile') throw new Error('the example is valid');
    world.keep(result.profile);
    phone = new Softphone(world.ports);
    phone.store.subscribe((state) => states.push(JSON.stringify(state)));
    await phone.start();
    expect(phone.store.state.accounts).toHaveLength(1);
    expect(leaks()).toEqual([]);
  });
});
