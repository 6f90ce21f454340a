// The editor of STUN and TURN servers, in the sign-in form.
import { page } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import type { SignInForm } from '../../src/provisioning/sign-in-form.ts';
import type { FakePhone } from '../doubles/fake-phone.ts';
import { focused, mount } from './mount.ts';

const field = (label: string) => page.getByLabelText(label, { exact: true });
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

/** The label of the field that has the focus, however deep it stands. */
const focusedLabel = () => (focused() as HTMLInputElement | null)?.labels?.[0]?.textContent.trim();

function signedInWith(phone: FakePhone): SignInForm {
  const [name, form] = phone.commands.at(-1) ?? [];
  expect(name).toBe('signIn');
  return form as SignInForm;
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('STUN and TURN servers', () => {
  it('spreads a typed URI over the fields of its row', async () => {
    const phone = await mount();
    await field('TURN server').fill('turns:turn.example.com:443');
    await field('TURN username').fill('ann');
    await expect.element(field('TURN server')).toHaveValue('turn.example.com');
    await expect.element(page.getByLabelText('Transport')).toHaveValue('tls');
    await field('TURN password').fill('c');
    await press('Sign in');
    expect(signedInWith(phone).iceRows[1]).toEqual({
      kind: 'turn',
      host: 'turn.example.com',
      port: '443',
      transport: 'tls',
      username: 'ann',
      credential: 'c',
    });
  });

  it('adds rows and goes there, and removes them', async () => {
    const phone = await mount();
    await field('TURN server').fill('first.example.com');
    await press('Add TURN');
    await expect.poll(focusedLabel).toBe('TURN server 2');
    await field('TURN server 2').fill('second.example.com');
    await press('Add STUN');
    await expect.poll(focusedLabel).toBe('STUN server 2');
    await press('Remove: TURN server');
    await expect.element(field('TURN server')).toHaveValue('second.example.com');
    await press('Sign in');
    expect(signedInWith(phone).iceRows.map(({ host }) => host)).toEqual(['', '', 'second.example.com']);
  });

  it('says what is wrong in the row and goes there', async () => {
    const phone = await mount();
    phone.problems = { iceRows: [{}, { credential: 'turnCredentialsMissing' }] };
    await field('TURN server').fill('turn.example.com');
    await press('Sign in');
    await expect.element(field('TURN password')).toHaveAccessibleDescription(/always asks for/u);
    await expect.poll(focusedLabel).toBe('TURN password');
  });

  it('tests a row over each of its ways, and says so in words', async () => {
    const phone = await mount();
    await field('TURN server').fill('turn.example.com');
    await field('TURN username').fill('ann');
    await field('TURN password').fill('c');
    await press('Test: TURN server');
    await expect.element(page.getByText('UDP: works, 42 ms. It sees you as 203.0.113.5.')).toBeVisible();
    await expect.element(page.getByText('TCP: works')).toBeVisible();
    expect(phone.commands).toContainEqual([
      'testIceServer',
      'turn:turn.example.com:3478?transport=tcp',
      { username: 'ann', credential: 'c' },
    ]);
    phone.verdict = { kind: 'failed', problem: 'credentials', code: 401 };
    await press('Test all');
    await expect.element(page.getByText('TCP: It answers, but refuses').first()).toBeVisible();
    await field('TURN password').fill('d');
    await expect.element(page.getByText('TCP:')).not.toBeInTheDocument();
  });

  it('tests nothing that can not be right, and says why', async () => {
    const phone = await mount();
    await field('TURN server').fill('turn.example.com');
    await press('Test: TURN server');
    await expect.element(field('TURN username')).toHaveAccessibleDescription(/always asks for/u);
    expect(phone.commands).toEqual([]);
  });

  it('takes a pasted list, and keeps a wrong one for correction', async () => {
    const phone = await mount();
    await page.getByText('Paste a list of servers').click();
    await field('List of servers').fill('[{"urls": }]');
    await press('Add these servers');
    await expect.element(page.getByText('Line 1 can’t be read')).toBeVisible();
    await expect.element(field('List of servers')).toHaveValue('[{"urls": }]');
    await field('List of servers').fill(
      '[{"urls": "stun:a.example.com"}, {"urls": "turn:b.example.com", "username": "u", "credential": "c"}]',
    );
    await press('Add these servers');
    await expect.element(page.getByText('2 servers found and added.')).toBeVisible();
    await expect.element(field('TURN username')).toHaveValue('u');
    await press('Sign in');
    expect(signedInWith(phone).iceRows.map(({ host }) => host)).toEqual(['a.example.com', 'b.example.com']);
  });

  it('says what of a pasted list it left out, and why', async () => {
    await mount();
    await page.getByText('Paste a list of servers').click();
    await field('List of servers').fill('stun:a.example.com\nturn:ann:secret@b.example.com:53');
    await press('Add these servers');
    await expect.element(page.getByText('One server found and added.')).toBeVisible();
    const said = page.getByText('Line 2, turn:b.example.com:53: browsers block this port for STUN and TURN');
    await expect.element(said).toBeVisible();
  });

  it('asks a service for credentials on the spot', async () => {
    const phone = await mount();
    await page.getByText('TURN credentials from a service').click();
    await field('Address of the service').fill('http://example.com/turn');
    await press('Test the service');
    await expect.element(field('Address of the service')).toHaveAccessibleDescription(/whole https/u);
    await field('Address of the service').fill('https://example.com/turn');
    await press('Test the service');
    await expect.element(page.getByText('The service refuses you (401 or 403)')).toBeVisible();
    expect(phone.commands).toEqual([
      [
        'testTurnService',
        { url: 'https://example.com/turn', token: '', account: { username: '', password: '' } },
      ],
    ]);
  });

  it('sends all sound through a relay on request', async () => {
    const phone = await mount();
    phone.problems = { isRelayOnly: 'relayMissing' };
    await page.getByRole('checkbox', { name: 'Send all sound through a relay' }).click();
    await press('Sign in');
    expect(signedInWith(phone).isRelayOnly).toBe(true);
    await expect.poll(() => focused()?.id).toBe('relay-only');
    await expect.element(page.getByText('Without a TURN server there would be no sound')).toBeVisible();
  });
});
