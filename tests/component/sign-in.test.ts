// The sign-in form: its exact labels, and what happens to mistakes.
import { page } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { EMPTY_SIGN_IN_FORM } from '../../src/provisioning/sign-in-form.ts';
import { focused, mount } from './mount.ts';
import { READY } from './samples.ts';

const LABELS = [
  'Username',
  'Password',
  'Domain',
  'WebSocket server',
  'Display name',
  'Auth username',
  'STUN servers',
  'TURN server',
  'TURN username',
  'TURN password',
];

afterEach(() => {
  document.body.replaceChildren();
});

describe('sign-in', () => {
  it.each(LABELS)('has exactly one field labelled %s, in plain sight', async (label) => {
    await mount();
    await expect.element(page.getByLabelText(label, { exact: true })).toBeVisible();
  });

  it('hands the typed form to the phone', async () => {
    const phone = await mount();
    await page.getByLabelText('Username', { exact: true }).fill('1001');
    await page.getByLabelText('Password', { exact: true }).fill('s3cret');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    const form = { ...EMPTY_SIGN_IN_FORM, username: '1001', password: 's3cret' };
    expect(phone.commands).toEqual([['signIn', form]]);
  });

  it('puts right what can be, and says so at the field', async () => {
    const phone = await mount();
    const server = page.getByLabelText('WebSocket server', { exact: true });
    await server.fill('https://pbx.example.com/ws');
    await page.getByLabelText('Username', { exact: true }).fill('1001@pbx.example.com');
    await page.getByLabelText('Password', { exact: true }).fill('s3cret');
    await expect.element(server).toHaveValue('wss://pbx.example.com/ws');
    await expect.element(server).toHaveAccessibleDescription(/Corrected: a WebSocket address begins/u);
    await expect.element(page.getByLabelText('Domain', { exact: true })).toHaveValue('pbx.example.com');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect.poll(() => phone.commands.length).toBe(1);
    expect(phone.commands[0]?.[1]).toMatchObject({
      username: '1001',
      domain: 'pbx.example.com',
      webSocketServer: 'wss://pbx.example.com/ws',
    });
  });

  it('signs in when Enter is pressed in a field', async () => {
    const phone = await mount();
    await page.getByLabelText('Domain', { exact: true }).fill('pbx.example.com');
    const field = focused() as HTMLInputElement;
    field.form?.requestSubmit();
    expect(phone.commands[0]?.[0]).toBe('signIn');
  });

  it('says what is wrong at the field and goes to the first', async () => {
    const phone = await mount();
    phone.problems = { domain: 'domain', iceRows: [{}, { credential: 'turnCredentialsMissing' }] };
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    const domain = page.getByLabelText('Domain', { exact: true });
    await expect.element(domain).toHaveAttribute('aria-invalid', 'true');
    await expect.element(domain).toHaveAccessibleDescription(/host name or an IP address alone/u);
    await expect.poll(() => focused()?.id).toBe('domain');
    await expect.element(page.getByText('always asks for a username and a password')).toBeVisible();
  });

  it('keeps what was typed when there is a mistake', async () => {
    const phone = await mount();
    phone.problems = { password: 'required' };
    await page.getByLabelText('Username', { exact: true }).fill('1001');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect.element(page.getByLabelText('Username', { exact: true })).toHaveValue('1001');
  });

  it('keeps what was typed while another screen is looked at', async () => {
    await mount();
    await page.getByLabelText('Domain', { exact: true }).fill('pbx.example.com');
    await page.getByRole('link', { name: 'Network' }).click();
    await expect.element(page.getByRole('heading', { level: 1, name: 'Network' })).toBeVisible();
    await page.getByRole('link', { name: 'Phone', exact: true }).click();
    await expect.element(page.getByLabelText('Domain', { exact: true })).toHaveValue('pbx.example.com');
  });

  it('shows a secret on request and hides it again', async () => {
    await mount();
    const password = page.getByLabelText('Password', { exact: true });
    const reveal = page.getByRole('button', { name: 'Show secret' });
    await expect.element(password).toHaveAttribute('type', 'password');
    await reveal.click();
    await expect.element(password).toHaveAttribute('type', 'text');
    await reveal.click();
    await expect.element(password).toHaveAttribute('type', 'password');
  });

  it('says plainly that no outside server is built in', async () => {
    await mount();
    await expect.element(page.getByText('No outside server is built in')).toBeVisible();
  });

  it('shows the form once it is known whether the demo stands above it', async () => {
    const phone = await mount({ demo: 'unknown' });
    await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(page.getByLabelText('Username', { exact: true }).query()).toBeNull();
    phone.become({ demo: 'absent' });
    await expect.element(page.getByLabelText('Username', { exact: true })).toBeVisible();
  });

  it('offers the demo only where there is one', async () => {
    const phone = await mount();
    expect(page.getByRole('button', { name: 'Try the demo' }).query()).toBeNull();
    phone.become({ demo: 'available' });
    await page.getByRole('button', { name: 'Try the demo' }).click();
    expect(phone.commands).toEqual([['tryDemo']]);
  });

  it('edits the present sign-in in the same form, prefilled', async () => {
    const phone = await mount(READY, { hash: '#/settings' });
    phone.editable = { ...EMPTY_SIGN_IN_FORM, username: '1001' };
    await page.getByRole('button', { name: 'Edit account and servers' }).click();
    await expect.element(page.getByLabelText('Username', { exact: true })).toHaveValue('1001');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(phone.commands[0]?.[0]).toBe('signIn');
    await expect.element(page.getByRole('button', { name: 'Edit account and servers' })).toBeVisible();
  });
});
