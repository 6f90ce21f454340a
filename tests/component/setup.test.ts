// The question that a setup link asks: all of it is shown, no secret is, and no hasty press answers it.
import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PhoneState } from '../../src/phone/phone-state.ts';
import { encodeProfile } from '../../src/provisioning/encode-profile.ts';
import { hideSecrets } from '../../src/provisioning/hide-secrets.ts';
import { parseProfile } from '../../src/provisioning/parse-profile.ts';
import type { FakePhone } from '../doubles/fake-phone.ts';
import { focused, mount } from './mount.ts';
import { closed, opened } from './setup-samples.ts';
import { READY, SIGNED_IN, SPOOF, established, pending, signedInAs } from './samples.ts';

const dialog = () => page.getByRole('dialog');
const button = (name: string) => page.getByRole('button', { name, exact: true });
/** As a person's finger or a script would, whether it is shown as disabled or not. */
const pressNow = (name: string): void => {
  (button(name).element() as HTMLElement).click();
};
const until = (name: string) => expect.element(button(name)).toHaveAttribute('aria-disabled', 'false');

/** Nobody is signed in, and a link waits. */
async function shown(setup: PhoneState['setup'], more: Partial<PhoneState> = {}): Promise<FakePhone> {
  const phone = await mount({ setup, ...more });
  await expect.element(dialog()).toBeVisible();
  return phone;
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('what a link would set', () => {
  const secretKeys = ['password', 'credential', 'token'];
  const whole = {
    version: 1,
    name: 'Name of the link',
    account: {
      username: 'user-name',
      password: 'SECRET-password',
      domain: 'domain.example',
      displayName: 'Display Name',
      authUsername: 'auth-user',
    },
    webSocketServers: [
      { url: 'wss://one.example:8089/ws', priority: 11, weight: 22 },
      { url: 'wss://two.example:8089/ws', priority: 33, weight: 44 },
    ],
    iceServers: [
      { urls: ['stun:stun.example:1111'] },
      {
        urls: ['turn:turn.example:2222?transport=udp', 'turns:turn.example:3333?transport=tcp'],
        username: 'turn-user',
        credential: 'SECRET-credential',
      },
    ],
    iceTransportPolicy: 'relay',
    turnCredentials: { url: 'https://service.example/turn', token: 'SECRET-token' },
    echoNumber: '+88213000000',
    refreshUrl: '/renewed/here',
  } as const;
  /** What is shown in words of its own. */
  const inWords: Readonly<Record<string, string>> = { relay: 'Only through a relay' };

  /** Every value of a profile with the place where it stands. */
  function leaves(value: unknown, path: string): readonly (readonly [path: string, text: string])[] {
    if (typeof value !== 'object' || value === null) return [[path, String(value)]];
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
  }

  const result = parseProfile(whole);
  if (result.kind === 'invalid') throw new Error(result.problem.path);
  const { profile } = result;
  const encoded = leaves(encodeProfile(profile), '').filter(([path]) => path !== '.version');

  it('is known here as a whole: a new field of a profile has to be added', () => {
    expect(encoded.map(([path]) => path)).toEqual(
      leaves(whole, '')
        .map(([path]) => path)
        .filter((path) => path !== '.version'),
    );
  });

  it('is shown to the last field, and no secret is', async () => {
    await shown(opened({ profile: hideSecrets(profile) }));
    const text = dialog().element().textContent.replace(/\s+/gu, ' ');
    for (const [path, value] of encoded) {
      const isSecret = secretKeys.includes(path.split('.').at(-1) ?? '');
      expect(text.includes(inWords[value] ?? value), path).toBe(!isSecret);
    }
    expect(text.match(/\(hidden\)/gu)).toHaveLength(3);
  });

  it('shows the number of the test call, and its button names it too', async () => {
    await shown(opened({ profile: { ...profile, echoNumber: '+88213000000' } }));
    await expect
      .element(dialog())
      .toHaveTextContent(/Number of the test call\s*\+88213000000.*“Hear yourself”/su);
    document.body.replaceChildren();
    await mount({ ...READY, history: [], ...signedInAs({ echoNumber: '+88213000000' }) });
    await expect.element(button('Hear yourself: call +88213000000')).toBeVisible();
  });

  it('keeps words that turn the text from reaching what stands beside them', async () => {
    await shown(opened({ profile: { ...profile, name: SPOOF.repeat(3) } }));
    expect(dialog().element().textContent).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200E\u200F]/u);
  });
});

const OTHER = { account: { ...SIGNED_IN.account, username: '7' } };

describe('what it says besides', () => {
  it.each([
    [
      'that the password was readable',
      { wasReadable: true },
      {},
      /readable form.*stays in this browser’s history/su,
    ],
    [
      'that the code is used up',
      { carrier: 'token' },
      {},
      /used up now\. If you cancel, you need a new link/su,
    ],
    [
      'that it replaces what is set for the same address',
      {},
      READY,
      /signed in as 1001@pbx\.example\.com: the link replaces the settings of this account/u,
    ],
    [
      'that another address is signed in',
      {},
      { ...READY, ...signedInAs(OTHER) },
      /signed in as 7@pbx\.example\.com\. Add this account beside it, or use it instead/u,
    ],
    [
      'which answer ends a call of another account',
      {},
      { ...READY, ...signedInAs(OTHER), call: established() },
      /“Use instead” ends it, adding does not/u,
    ],
    ['that it ends a call', {}, { ...READY, call: established() }, /You are in a call: Accept ends it/u],
    ['that another link came', { another: true }, {}, /Another setup link came meanwhile and was not taken/u],
  ] as const)('%s', async (_what, setup, state, words) => {
    await shown(opened(setup), state);
    await expect.element(dialog()).toHaveTextContent(words);
  });

  it('is nothing of the kind for a locked link', async () => {
    await shown(opened({ carrier: 'sealed' }));
    expect(dialog().element().textContent).not.toMatch(/readable|used up|replaces|in a call|Another/u);
  });
});

describe('where another address is signed in', () => {
  it.each([
    ['Add as another account', 'add'],
    ['Use instead', 'instead'],
  ] as const)('“%s” does that, after the first second', async (name, how) => {
    const phone = await shown(opened(), { ...READY, ...signedInAs(OTHER) });
    const answer = page.getByRole('button', { name });
    (answer.element() as HTMLElement).click();
    expect(phone.commands).toEqual([]);
    await expect.element(answer).toHaveAttribute('aria-disabled', 'true');
    await expect.poll(() => answer.element().getAttribute('aria-disabled'), { timeout: 5000 }).toBe('false');
    (answer.element() as HTMLElement).click();
    expect(phone.commands).toEqual([['acceptSetup', how]]);
  });

  it('the answer that loses nothing is the first', async () => {
    await shown(opened(), { ...READY, ...signedInAs(OTHER) });
    await expect
      .element(page.getByRole('button', { name: 'Add as another account' }))
      .toHaveClass(/primary/u);
    await expect.element(page.getByRole('button', { name: 'Use instead' })).not.toHaveClass(/primary/u);
  });
});

describe('a press', () => {
  let phone: FakePhone;
  beforeEach(async () => {
    phone = await shown(opened());
  });

  it('does nothing in the first second, then accepts', async () => {
    await expect.element(button('Accept')).toHaveAttribute('aria-disabled', 'true');
    pressNow('Accept');
    (button('Accept').element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await userEvent.keyboard(' ');
    expect(phone.commands).toEqual([]);
    await until('Accept');
    await button('Accept').click();
    expect(phone.commands).toEqual([['acceptSetup', 'add']]);
  });

  it('that comes too early makes the second begin anew: no row of clicks gets through', async () => {
    const startedAt = performance.now();
    while (performance.now() - startedAt < 1500) {
      pressNow('Accept');
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    expect(phone.commands).toEqual([]);
    await expect.element(page.getByText('That press came too soon and was not taken.')).toBeVisible();
    await until('Accept');
    expect(page.getByText('That press came too soon').elements()).toEqual([]);
  });

  it.each([
    [
      'the setup changes',
      () => {
        phone.become({ setup: opened({ another: true }) });
      },
    ],
    ['the window comes forward', () => window.dispatchEvent(new Event('focus'))],
    ['the page is seen again', () => document.dispatchEvent(new Event('visibilitychange'))],
  ])('waits a second again when %s', async (_what, happen) => {
    await until('Accept');
    happen();
    await expect.element(button('Accept')).toHaveAttribute('aria-disabled', 'true');
    pressNow('Accept');
    expect(phone.commands).toEqual([]);
    await until('Accept');
    pressNow('Accept');
    expect(phone.commands).toEqual([['acceptSetup', 'add']]);
  });

  it('of Cancel counts at once, and so does Escape', async () => {
    await userEvent.keyboard('{Escape}');
    expect(phone.commands).toEqual([['dismissSetup']]);
    phone.become({ setup: opened() });
    await expect.element(dialog()).toBeVisible();
    pressNow('Cancel');
    expect(phone.commands).toHaveLength(2);
  });
});

describe('a call that rings', () => {
  it('is never covered: the link waits until it is answered or gone', async () => {
    const phone = await mount({ ...READY, call: pending({ direction: 'incoming' }), setup: opened() });
    await expect.element(button('Answer')).toBeVisible();
    expect(dialog().query()).toBeNull();
    phone.become({ call: undefined });
    await expect.element(button('Accept')).toHaveAttribute('aria-disabled', 'true');
    phone.become({ call: pending({ direction: 'incoming' }) });
    await expect.element(button('Answer')).toBeVisible();
    await expect.poll(() => dialog().query()).toBeNull();
    await button('Answer').click();
    expect(phone.commands).toEqual([['answer', 'call-1']]);
  });
});

describe('a link with a code', () => {
  it('names the server that is asked, and asks it on a press', async () => {
    const phone = await shown(closed('token'));
    await expect.element(dialog()).toHaveTextContent(location.host);
    await expect.element(dialog()).toHaveTextContent(/Nothing is fetched before you press/u);
    pressNow('Fetch it');
    expect(phone.commands).toEqual([]);
    await until('Fetch it');
    await button('Fetch it').click();
    expect(phone.commands).toEqual([['openSetup', '']]);
    phone.become({ setup: closed('token', { work: 'opening' }) });
    await expect.element(button('Fetching …')).toHaveAttribute('aria-disabled', 'true');
    pressNow('Fetching …');
    expect(phone.commands).toHaveLength(1);
  });

  it.each([
    ['used', /used already or has run out.*Ask whoever sent it for a new link/su],
    ['noService', /does not exchange such codes.*the code was not used/su],
  ] as const)('that is %s says so, and what to do', async (problem, words) => {
    const phone = await shown(closed('token', { problem }));
    await expect.element(page.getByRole('dialog', { name: 'This setup link can’t be used' })).toBeVisible();
    await expect.element(dialog()).toHaveTextContent(words);
    await button('Close').click();
    expect(phone.commands).toEqual([['dismissSetup']]);
  });

  it.each([
    ['unreachable', /did not answer/u],
    ['tooMany', /asked too often/u],
    ['failed', /could not open it/u],
  ] as const)('that met %s can be tried again', async (problem, words) => {
    const phone = await shown(closed('token', { problem }));
    await expect.element(page.getByRole('alert')).toHaveTextContent(words);
    await until('Try again');
    await button('Try again').click();
    expect(phone.commands).toEqual([['openSetup', '']]);
  });
});

describe('a locked link', () => {
  const passphrase = () => page.getByLabelText('Passphrase');

  it('asks for its passphrase, first of all', async () => {
    const phone = await shown(closed('sealed'));
    await expect.poll(() => focused()?.id).toBe('passphrase');
    expect(passphrase().element().getAttribute('autocomplete')).toBe('off');
    await until('Unlock');
    await userEvent.keyboard('{Enter}');
    expect(phone.commands, 'an empty one is not tried').toEqual([]);
    await userEvent.keyboard('abcd-efgh{Enter}');
    expect(phone.commands).toEqual([['openSetup', 'abcd-efgh']]);
  });

  it('keeps a wrong one for mending, and says that nothing is lost', async () => {
    const phone = await shown(closed('sealed'));
    await passphrase().fill('abcd-efgj');
    phone.become({ setup: closed('sealed', { work: 'opening' }) });
    phone.become({ setup: closed('sealed', { problem: 'wrongPassphrase' }) });
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent(/does not open the link.*Nothing is lost/su);
    await expect.element(passphrase()).toHaveValue('abcd-efgj');
    await expect.element(passphrase()).toHaveAttribute('aria-invalid', 'true');
    await passphrase().fill('abcd-efgh');
    await until('Try again');
    await button('Try again').click();
    expect(phone.commands).toEqual([['openSetup', 'abcd-efgh']]);
  });

  it('says where it can’t be unlocked', async () => {
    await shown(closed('sealed', { problem: 'insecurePage' }));
    await expect.element(dialog()).toHaveTextContent(/without encryption \(http\).*begins with https/su);
  });
});

it('made for another version is wrong in no part', async () => {
  const problem = { code: 'version', path: 'version' } as const;
  await mount({ setup: { kind: 'invalid', problem, another: false } });
  const dialog = page.getByRole('dialog', { name: 'This setup link can’t be used' });
  await expect.element(dialog).toHaveTextContent(/another version of this phone/u);
  await expect.element(dialog).not.toHaveTextContent(/part/u);
});
