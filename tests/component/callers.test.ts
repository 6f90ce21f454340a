// Who calls, and who says so: the person's own server, or only the caller (RFC 3325); and that what is redialled is what is shown.
import { page } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { mount } from './mount.ts';
import { CLAIMED, READY, WITHHELD, entry, established, pending } from './samples.ts';

const button = (name: string) => page.getByRole('button', { name, exact: true });

afterEach(() => {
  document.body.replaceChildren();
});

describe('an incoming call', () => {
  it('whom the server asserts is shown so', async () => {
    await mount({ ...READY, call: pending({ direction: 'incoming' }) });
    await expect.element(page.getByText('Confirmed by your server')).toBeVisible();
    expect(page.getByText('Claims to be').elements()).toEqual([]);
  });

  it('that only the caller vouches for claims to be', async () => {
    await mount({ ...READY, call: pending({ direction: 'incoming', remote: CLAIMED }) });
    const name = 'Incoming call Claims to be Your Bank';
    await expect.element(page.getByRole('alertdialog', { name })).toBeVisible();
    await expect.element(page.getByText('1041@bank.example')).toBeVisible();
    await expect.element(page.getByText('Not confirmed by your server')).toBeVisible();
  });

  it('whose number is asserted and whose name is not tells both', async () => {
    await mount({
      ...READY,
      call: pending({ direction: 'incoming', remote: { ...CLAIMED, claim: 'name' } }),
    });
    await expect.element(page.getByText('Calls themselves')).toBeVisible();
    await expect.element(page.getByText('Your server confirms the number, not the name')).toBeVisible();
  });
});

describe('the history', () => {
  it('shows the address that it dials, beside whatever the caller called itself', async () => {
    const phone = await mount(
      { ...READY, history: [entry('c', { direction: 'incoming', remote: CLAIMED, seen: true })] },
      { hash: '#/history' },
    );
    await expect.element(page.getByText('1041@bank.example')).toBeVisible();
    await expect.element(page.getByText('Claims to be')).toBeVisible();
    await button('Dial Your Bank').click();
    expect(phone.commands).toEqual([['dial', 'sip:1041@bank.example']]);
  });

  it('offers to call nobody back whose number is withheld, or can’t be shown as it is', async () => {
    const hidden = { ...CLAIMED, uri: 'sip:104\u200E1@bank.example', displayName: 'Hidden' };
    const long = { ...CLAIMED, uri: '', displayName: 'Too long' };
    const history = [WITHHELD, hidden, long].map((remote, index) =>
      entry(String(index), { direction: 'incoming', remote, seen: true }),
    );
    await mount({ ...READY, history }, { hash: '#/history' });
    await expect.element(page.getByText('Number withheld', { exact: true })).toBeVisible();
    expect(page.getByText('Anonymous').elements()).toEqual([]);
    expect(page.getByRole('button', { name: /^Dial / }).elements()).toEqual([]);
  });
});

describe('somebody who would take a call’s place', () => {
  it('is named with the address, and waits for an answer on every screen', async () => {
    const phone = await mount({ ...READY, call: established({ takeover: CLAIMED }) }, { hash: '#/settings' });
    await expect
      .element(page.getByText('Your Bank (1041@bank.example) wants to take the place of Maya Okafor'))
      .toBeVisible();
    await button('Stay with Maya Okafor').click();
    await button('Talk to Your Bank').click();
    expect(phone.commands).toEqual([
      ['answerTakeover', 'call-1', false],
      ['answerTakeover', 'call-1', true],
    ]);
  });
});
