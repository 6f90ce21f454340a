// The shell: where one is, whether calls can arrive, and what one should know on every screen.
import { page } from 'vitest/browser';
import { EMPTY_SIGN_IN_FORM } from '../../src/provisioning/sign-in-form.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { focused, mount } from './mount.ts';
import {
  READY,
  SIGNED_IN,
  entry,
  established,
  pending,
  someHistory,
  refused,
  signedInAs,
  unconnected,
  LOCAL,
} from './samples.ts';
import type { AccountState } from '../../src/phone/accounts/account-state.ts';

const status = () => page.getByRole('status', { name: 'Registration', exact: true });

afterEach(() => {
  document.body.replaceChildren();
});

const LOST = { registration: { phase: 'none' } } as const;

describe('shell', () => {
  it('waits calmly until storage was read', async () => {
    await mount({ boot: 'starting' });
    expect(page.getByRole('navigation').query()).toBeNull();
  });

  it.each([
    [{}, /Registered/u],
    [{ registration: { phase: 'registering' } }, /Connecting/u],
    [{ ...LOST, connection: { phase: 'connecting', attempt: 3 } }, /Connecting.*attempt 3/su],
    [
      { ...LOST, connection: { phase: 'waiting', attempt: 3, untilMs: Date.now() + 60_000 } },
      /Connecting.*no server answers/su,
    ],
    [
      { registration: { phase: 'failed', cause: 'wrongPassword', statusCode: 403 } },
      /Not registered.*Wrong username or password.*SIP 403/su,
    ],
  ] satisfies [Partial<AccountState>, RegExp][])(
    'says the registration in words: %#',
    async (account, words) => {
      await mount({ ...READY, ...signedInAs(account) });
      await expect.element(status()).toHaveTextContent(words);
    },
  );

  it('marks the present screen and follows the links', async () => {
    await mount(READY);
    await expect
      .element(page.getByRole('link', { name: 'Phone', exact: true }))
      .toHaveAttribute('aria-current', 'page');
    await page.getByRole('link', { name: 'Network', exact: true }).click();
    await expect.element(page.getByRole('heading', { name: 'Network', level: 1 })).toBeVisible();
    await expect
      .element(page.getByRole('link', { name: 'Network', exact: true }))
      .toHaveAttribute('aria-current', 'page');
  });

  it('counts missed calls in words, until they were looked at', async () => {
    const phone = await mount({ ...READY, history: someHistory() });
    const link = page.getByRole('link', { name: 'History, 1 missed call' });
    await link.click();
    await expect.poll(() => phone.commands).toContainEqual(['markHistorySeen']);
    await expect.element(page.getByRole('link', { name: 'History', exact: true })).toBeVisible();
  });

  it('reaches network and settings without a sign-in', async () => {
    await mount({}, { hash: '#/network' });
    await expect.element(page.getByText('Not in use: not signed in')).toBeVisible();
  });

  it('says that nothing is saved, that one is offline, and dismisses a notice', async () => {
    const phone = await mount({ ...READY, storage: 'full', online: false, notice: 'lineBusy' });
    await expect.element(page.getByText('What you do now isn’t saved', { exact: false })).toBeVisible();
    await expect
      .element(page.getByText('The browser thinks this device is offline.', { exact: false }))
      .toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    expect(phone.commands).toEqual([['dismissNotice']]);
  });

  it('offers a new version, but never during a call', async () => {
    const phone = await mount({ ...READY, updateReady: true });
    await expect.element(page.getByRole('button', { name: 'new version is ready' })).toBeVisible();
    phone.become({ call: established() });
    await expect.element(page.getByRole('button', { name: 'Mute' })).toBeVisible();
    expect(page.getByRole('button', { name: 'new version is ready' }).query()).toBeNull();
  });

  it('asks for the gesture that lets sound play', async () => {
    const phone = await mount({ ...READY, sound: 'blocked' });
    await page.getByRole('button', { name: 'Enable sound' }).click();
    expect(phone.commands).toEqual([['enableSound']]);
  });

  it('puts a call, then missed calls, into the title of the tab', async () => {
    const phone = await mount({ ...READY, history: someHistory() });
    await expect.poll(() => document.title).toBe('(1) Bothways');
    phone.become({ call: pending({ direction: 'incoming' }) });
    await expect.poll(() => document.title).toBe('Incoming call: Maya Okafor');
  });

  it('says what to do where the sign-in failed, and leads there', async () => {
    await mount({ ...READY, ...refused({ phase: 'failed', cause: 'wrongPassword', statusCode: 403 }) });
    await expect.element(page.getByText('Check the username, the password', { exact: false })).toBeVisible();
    await page.getByRole('link', { name: 'Edit account and servers' }).click();
    await expect.element(page.getByRole('button', { name: 'Save' })).toBeVisible();
  });

  it.each(['#/phone', '#/network'])(
    'says at %s that a server stays out of reach, and leads on',
    async (hash) => {
      const phone = await mount({ ...READY, ...unconnected({ phase: 'connecting', attempt: 2 }) }, { hash });
      const card = page.getByRole('region', { name: 'The server can’t be reached' });
      await expect.element(status()).toHaveTextContent(/attempt 2/u);
      expect(card.query()).toBeNull();
      phone.become(unconnected({ phase: 'connecting', attempt: 3 }));
      await expect.element(card).toHaveTextContent(/wss:\/\/pbx\.example\.com:8089\/ws/u);
      await page.getByRole('link', { name: 'Edit account and servers' }).click();
      await expect.element(page.getByRole('button', { name: 'Save' })).toBeVisible();
    },
  );

  it('offers the missing path and the certificate’s page where the server stays out of reach', async () => {
    const server = { url: 'wss://pbx.example.com:8089/', priority: 10, weight: 0 };
    const account = { ...SIGNED_IN.account, webSocketServers: [server] as const };
    const connection = { phase: 'connecting', attempt: 3 } as const;
    const phone = await mount({ ...READY, ...signedInAs({ ...LOST, account, connection }) });
    phone.editable = { ...EMPTY_SIGN_IN_FORM, webSocketServer: 'wss://pbx.example.com:8089/' };
    const link = page.getByRole('link', { name: 'Open https://pbx.example.com:8089/' });
    await expect.element(link).toHaveAttribute('href', 'https://pbx.example.com:8089/');
    await page.getByRole('button', { name: 'Try wss://pbx.example.com:8089/ws' }).click();
    const form = { ...EMPTY_SIGN_IN_FORM, webSocketServer: 'wss://pbx.example.com:8089/ws' };
    expect(phone.commands).toContainEqual(['signIn', form, SIGNED_IN.id]);
  });

  it.each([
    [{ reached: ['wss://pbx.example.com:8089/ws'] }, ['It answered before', 'This network may block it']],
    [{ account: LOCAL.account }, ['The server on this device']],
    [{ account: LOCAL.account, reached: ['ws://localhost:8080/sip'] }, ['It answered before']],
    [
      { reached: ['wss://other.example/ws'] },
      ['Its certificate may not', 'The address or the port', 'This network may block it'],
    ],
  ])('blames no certificate that was good, and none where there is none: %o', async (change, causes) => {
    const connection = { phase: 'connecting', attempt: 3 } as const;
    await mount({ ...READY, ...signedInAs({ ...LOST, ...change, connection }) });
    const items = page.getByRole('region', { name: 'The server can’t be reached' }).getByRole('listitem');
    await expect.element(items.first()).toBeVisible();
    const said = items.elements().map((item) => item.textContent.trim());
    expect(said).toHaveLength(causes.length);
    for (const [index, cause] of causes.entries()) expect(said[index]).toContain(cause);
  });

  it('says when it tries again, and does so at once when told to', async () => {
    const retryAtMs = Date.now() + 95_000;
    const registration = { phase: 'failed', cause: 'serverBusy', statusCode: 503, retryAtMs } as const;
    const phone = await mount({ ...READY, ...refused(registration) });
    await expect.element(status()).toHaveTextContent(/SIP 503/u);
    await expect.element(page.getByText(/trying again in 9\d s/u).first()).toBeVisible();
    await page.getByRole('button', { name: 'Try now' }).click();
    expect(phone.commands).toContainEqual(['retryNow', SIGNED_IN.id]);
  });

  it('says that another device has the phone’s place, and takes it back when told to', async () => {
    const phone = await mount({ ...READY, ...refused({ phase: 'replaced' }) });
    const card = page.getByRole('region', { name: 'Another device took this phone’s place' });
    await card.getByRole('button', { name: 'Ring here again' }).click();
    expect(phone.commands).toContainEqual(['retryNow', SIGNED_IN.id]);
  });

  it('lets the times of the keep-alive be set within their bounds', async () => {
    const phone = await mount(READY, { hash: '#/settings' });
    const idle = page.getByLabelText('While idle, seconds');
    await expect.element(idle).toHaveValue(25);
    await idle.fill('40');
    (idle.element() as HTMLElement).blur();
    expect(phone.commands).toContainEqual(['changeSettings', { keepAliveSeconds: 40 }]);
    await idle.fill('1');
    (idle.element() as HTMLElement).blur();
    expect(phone.commands).not.toContainEqual(['changeSettings', { keepAliveSeconds: 1 }]);
  });

  it('says what is known of the microphone', async () => {
    const devices = { microphones: [], outputs: [], outputSelectable: true };
    const phone = await mount({ ...READY, devices }, { hash: '#/network' });
    await expect.element(page.getByText('it asks at the first call', { exact: false })).toBeVisible();
    phone.become({ history: [entry('a', { outcome: 'failed', cause: 'microphoneRefused' })] });
    await expect
      .element(page.getByText('The browser blocked the microphone', { exact: false }))
      .toBeVisible();
  });

  it('lets the keyboard skip to the content', async () => {
    await mount(READY);
    const skip = page.getByRole('button', { name: 'Skip to content' });
    (skip.element() as HTMLElement).focus();
    (skip.element() as HTMLElement).click();
    await expect.poll(() => focused()?.id).toBe('main');
  });

  it('follows the theme of the settings', async () => {
    const phone = await mount(READY, { hash: '#/settings' });
    await page.getByLabelText('Dark').click();
    expect(phone.commands).toEqual([['changeSettings', { theme: 'dark' }]]);
    await expect.poll(() => document.documentElement.dataset['theme']).toBe('dark');
  });
});

describe('setup link', () => {
  it('says what is wrong with a bad one, and where', async () => {
    const phone = await mount({
      setup: { kind: 'invalid', problem: { code: 'missing', path: 'account.domain' }, another: false },
    });
    const dialog = page.getByRole('dialog', { name: 'This setup link can’t be used' });
    await expect
      .element(dialog)
      .toHaveTextContent(/Something it needs is missing.*“Domain”.*account\.domain/su);
    await page.getByRole('button', { name: 'Close' }).click();
    expect(phone.commands).toEqual([['dismissSetup']]);
  });
});
