// Signing out: what may stay is asked, what tells of people is not kept by itself, and everything is forgotten after one more question.
import { page } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { KEPT_KINDS } from '../../src/storage/kept-kinds.ts';
import { focused, mount, windowOf } from './mount.ts';
import { READY, established } from './samples.ts';

const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = page.getByRole('dialog', { name: 'Sign out' });
const box = (name: string) => dialog.getByRole('checkbox', { name, exact: true });
const FORGET = 'Sign out and forget everything on this computer';

afterEach(() => {
  document.body.replaceChildren();
});

describe('signing out', () => {
  it('asks, and keeps settings alone unless told otherwise', async () => {
    const phone = await mount(READY, { hash: '#/settings' });
    await button('Sign out …').click();
    await expect.element(dialog).toBeVisible();
    await expect.element(box('Settings')).toBeChecked();
    for (const name of ['Call history', 'SIP messages', 'This device’s identity'])
      await expect.element(box(name)).not.toBeChecked();
    await dialog.getByRole('button', { name: 'Sign out', exact: true }).click();
    expect(phone.commands).toEqual([['signOut', ['settings']]]);
  });

  it('keeps what was chosen', async () => {
    const phone = await mount(READY, { hash: '#/settings' });
    await button('Sign out …').click();
    await box('Call history').click();
    await box('Settings').click();
    await dialog.getByRole('button', { name: 'Sign out', exact: true }).click();
    expect(phone.commands).toEqual([['signOut', ['history']]]);
  });

  it('does nothing when it is called off, by key too, and gives the focus back', async () => {
    const phone = await mount(READY, { hash: '#/settings' });
    await button('Sign out …').click();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(dialog.query()).toBeNull();
    expect(focused()?.textContent.trim()).toBe('Sign out …');
    expect(phone.commands).toEqual([]);
  });

  it('says that it ends a call', async () => {
    await mount({ ...READY, call: established() }, { hash: '#/settings' });
    await button('Sign out …').click();
    await expect.element(dialog.getByText('This ends your call.')).toBeVisible();
  });

  it('forgets everything once that was confirmed, from the privacy settings and from the dialog', async () => {
    const phone = await mount(READY, { hash: '#/settings' });
    await button(FORGET).click();
    expect(phone.commands).toEqual([]);
    await button('Forget everything').click();
    location.hash = '#/settings';
    await button('Sign out …').click();
    await dialog.getByRole('button', { name: FORGET }).click();
    await dialog.getByRole('button', { name: 'Forget everything', exact: true }).click();
    expect(phone.commands.filter(([kind]) => kind === 'forgetEverything')).toHaveLength(2);
    expect(location.hash).toBe('#/phone');
  });

  it('forgets everything where nobody is signed in, too', async () => {
    const phone = await mount({}, { hash: '#/settings' });
    await button('Forget everything on this computer').click();
    await button('Forget everything').click();
    expect(phone.commands).toContainEqual(['forgetEverything']);
  });

  it('fits a small window', async () => {
    await windowOf(360, 640);
    await mount(READY, { hash: '#/settings' });
    await button('Sign out …').click();
    const box360 = dialog.element().getBoundingClientRect();
    expect(box360.left).toBeGreaterThanOrEqual(0);
    expect(box360.right).toBeLessThanOrEqual(360);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
    for (const name of ['Sign out', 'Cancel']) {
      const { bottom } = dialog.getByRole('button', { name, exact: true }).element().getBoundingClientRect();
      expect(bottom).toBeLessThanOrEqual(640);
    }
  });
});

describe('what was forgotten', () => {
  it('is named, with what is still here', async () => {
    const notice = {
      kind: 'forgotten',
      gone: ['account', 'trace'],
      left: ['settings', 'program'],
      failed: [],
    } as const;
    await mount({ notice });
    await expect
      .element(
        page.getByText(
          'Deleted from this computer: the account with its passwords and the SIP messages. Still here: the settings and the app’s own files.',
        ),
      )
      .toBeVisible();
  });

  it('is not claimed where it could not be deleted', async () => {
    await mount({ notice: { kind: 'forgotten', gone: [], left: [], failed: KEPT_KINDS } });
    await expect.element(page.getByText('could not be deleted', { exact: false })).toBeVisible();
    expect(page.getByText('Deleted from', { exact: false }).query()).toBeNull();
  });
});
