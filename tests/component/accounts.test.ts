// Screens with several accounts: which is which, which one dials, and what becomes of each.
import { page } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { EMPTY_SIGN_IN_FORM } from '../../src/provisioning/sign-in-form.ts';
import { leftOutWords } from '../../src/i18n/stop-words.ts';
import { established, HOME_REFUSED, pending, READY, SIGNED_IN, twoAccounts } from './samples.ts';
import { mount, press, windowOf } from './mount.ts';

const status = () => page.getByRole('status', { name: 'Registration' });
const button = (name: string | RegExp) => page.getByRole('button', { name });

describe('the header', () => {
  it('speaks of the account that dials, and more quietly of another that is in trouble', async () => {
    await mount(twoAccounts(HOME_REFUSED));
    await expect
      .element(status())
      .toHaveTextContent(
        /^\s*Registered\s+1001@pbx\.example\.com\s+Not registered: 7@home\.example\.net\s*$/su,
      );
  });

  it('speaks of the account that dials where all are well', async () => {
    await mount(twoAccounts());
    await expect.element(status()).toHaveTextContent(/Registered.*1001@pbx\.example\.com/su);
  });

  it.each([
    [360, 740],
    [1280, 800],
  ])('lists all with both their states at a press, at %i by %i, until Escape', async (width, height) => {
    await windowOf(width, height);
    await mount(twoAccounts(HOME_REFUSED));
    await expect.element(button('Both accounts')).toBeVisible();
    const before = page.getByRole('link', { name: 'Phone' }).element().getBoundingClientRect().top;
    await button('Both accounts').click();
    const list = page.getByRole('list', { name: 'Accounts' });
    await expect
      .element(list.getByRole('link', { name: /1001@/u }))
      .toHaveTextContent(/Registered.*Server: Connected.*Calls go out from this one/su);
    await expect
      .element(list.getByRole('link', { name: /7@/u }))
      .toHaveTextContent(/Not registered: Wrong username or password, SIP 403.*Server: Connected/su);
    expect(page.getByRole('link', { name: 'Phone' }).element().getBoundingClientRect().top).toBe(before);
    const box = list.element().getBoundingClientRect();
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.right).toBeLessThanOrEqual(width);
    (button('Both accounts').element() as HTMLElement).focus();
    press('Escape');
    await expect.poll(() => list.query()).toBeNull();
  });

  it('has no list where there is one account', async () => {
    await mount(READY);
    await expect.element(status()).toHaveTextContent(/Registered/u);
    expect(button(/accounts/u).query()).toBeNull();
  });
});

describe('the dialler', () => {
  it('lets the person choose which account calls go out from', async () => {
    const phone = await mount(twoAccounts(HOME_REFUSED));
    const choice = page.getByLabelText('Call from');
    await expect.element(choice).toHaveValue(SIGNED_IN.id);
    await expect.element(choice).toHaveTextContent(/Not registered: 7@home\.example\.net/u);
    await choice.selectOptions('home');
    expect(phone.commands).toContainEqual(['chooseAccount', 'home']);
  });

  it('has no choice where there is one account', async () => {
    await mount(READY);
    await expect.element(page.getByLabelText('Name, number or SIP address')).toBeVisible();
    expect(page.getByLabelText('Call from').query()).toBeNull();
  });

  it('keeps the trouble of another account out of its way', async () => {
    const phone = await mount(twoAccounts(HOME_REFUSED));
    await expect.element(page.getByLabelText('Name, number or SIP address')).toBeVisible();
    const card = page.getByRole('region', { name: 'Wrong username or password' });
    expect(card.query()).toBeNull();
    phone.become({ dialAccountId: 'home' });
    await expect
      .element(card)
      .toHaveTextContent(/7@home\.example\.net.*The phone is connected to the server/su);
    await card.getByRole('button', { name: 'Try now' }).click();
    expect(phone.commands).toContainEqual(['retryNow', 'home']);
  });
});

describe('an incoming call', () => {
  const call = pending({ direction: 'incoming', phase: 'ringing', accountId: 'home' });

  it('says which account it came to', async () => {
    await mount({ ...twoAccounts(), call });
    await expect
      .element(page.getByRole('alertdialog'))
      .toHaveTextContent(/For your account\s+7@home\.example\.net/su);
  });

  it('says nothing of it where there is one', async () => {
    await mount({ ...READY, call: { ...call, accountId: SIGNED_IN.id } });
    await expect.element(page.getByRole('alertdialog')).not.toHaveTextContent(/For your account/u);
  });
});

describe('Settings', () => {
  const card = (name: RegExp) => page.getByRole('region', { name });

  it('shows each account with its two states, and which one dials', async () => {
    const phone = await mount(twoAccounts(HOME_REFUSED), { hash: '#/settings' });
    await expect
      .element(card(/^7@home/u))
      .toHaveTextContent(/Connected.*Not registered: Wrong username or password, SIP 403/su);
    const dials = card(/^7@home/u).getByRole('radio');
    await expect.element(dials).not.toBeChecked();
    await dials.click();
    expect(phone.commands).toContainEqual(['chooseAccount', 'home']);
  });

  it('edits the account that is meant', async () => {
    const phone = await mount(twoAccounts(), { hash: '#/settings' });
    phone.editable = {
      ...EMPTY_SIGN_IN_FORM,
      username: '7',
      password: 'p',
      domain: 'h.org',
      webSocketServer: 'h.org',
    };
    await button('Edit 7@home.example.net').click();
    await button('Save').click();
    await expect.poll(() => phone.commands.at(-1)).toMatchObject(['signIn', { username: '7' }, 'home']);
  });

  it('opens the form of the account that an address names', async () => {
    const phone = await mount(twoAccounts(), { hash: '#/settings/account/home' });
    phone.editable = { ...EMPTY_SIGN_IN_FORM, username: '7' };
    await expect.element(button('Save')).toBeVisible();
  });

  it('shows what came of a saved account at the top of the group', async () => {
    await windowOf(1280, 800);
    const phone = await mount(twoAccounts(HOME_REFUSED), { hash: '#/settings' });
    phone.editable = EMPTY_SIGN_IN_FORM;
    await button('Edit 7@home.example.net').click();
    await button('Save').click();
    const card = page.getByRole('region', { name: 'Wrong username or password' });
    await expect.element(card).toBeVisible();
    await expect.poll(() => card.element().getBoundingClientRect().top).toBeGreaterThanOrEqual(0);
    expect(card.element().getBoundingClientRect().bottom).toBeLessThan(800);
  });

  it('adds another beside them, which can be left', async () => {
    const phone = await mount(twoAccounts(), { hash: '#/settings' });
    await button('Add another account').click();
    await expect.element(page.getByLabelText('Username', { exact: true })).toHaveValue('');
    await button('Cancel').click();
    await expect.element(card(/^7@home/u)).toBeVisible();
    expect(phone.commands).toEqual([]);
  });

  it('offers another number where the page comes from the demo', async () => {
    const phone = await mount({ ...READY, demo: 'available' }, { hash: '#/settings' });
    await button('Add another account').click();
    await button('Take another number of the demo').click();
    expect(phone.commands).toEqual([['tryDemo']]);
  });

  it('signs out of one, after a question', async () => {
    const phone = await mount(twoAccounts(), { hash: '#/settings' });
    await button('Sign out of 7@home.example.net …').click();
    const dialog = page.getByRole('dialog', { name: 'Sign out of 7@home.example.net?' });
    await expect.element(dialog).toHaveTextContent(/The other accounts stay/u);
    await expect.element(dialog).not.toHaveTextContent(/ends your call/u);
    await dialog.getByRole('button', { name: 'Sign out', exact: true }).click();
    expect(phone.commands).toEqual([['signOutOf', 'home']]);
  });

  it('lets the account of a call be, and the other be edited', async () => {
    await mount({ ...twoAccounts(), call: established({ accountId: 'home' }) }, { hash: '#/settings' });
    await expect.element(button('Edit 7@home.example.net')).toBeDisabled();
    await expect.element(button('Edit 1001@pbx.example.com')).toBeEnabled();
  });
});

describe('the Network screen', () => {
  it('shows the way of each account, with what is left out of its own', async () => {
    const turn = { urls: ['turn:home.example.net:3478'] };
    const home = {
      ...HOME_REFUSED,
      iceServers: [turn],
      deadServers: ['turn:home.example.net:3478?transport=udp'],
    };
    await mount(twoAccounts(home), { hash: '#/network' });
    const [home7, ada] = ['7@home.example.net', '1001@pbx.example.com'].map((name) =>
      page.getByRole('region', { name }),
    );
    await expect
      .element(home7!.getByText('Not registered: Wrong username or password, SIP 403'))
      .toBeVisible();
    await expect.element(home7!.getByText('Connected', { exact: true })).toBeVisible();
    await expect.element(home7!.getByText(leftOutWords())).toBeVisible();
    await expect.element(ada!.getByText('Registered', { exact: true })).toBeVisible();
    expect(ada!.getByText(leftOutWords()).query()).toBeNull();
  });
});
