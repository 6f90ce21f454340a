// The dialer: what it will call, how a number gets in, and how a call begins.
import { page } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { focused, mount, press } from './mount.ts';
import { DEMO_SIGNED_IN, READY, entry, someHistory } from './samples.ts';

const field = () => page.getByRole('textbox', { name: 'Name, number or SIP address', exact: true });
const call = () => page.getByRole('button', { name: 'Call', exact: true });

afterEach(() => {
  document.body.replaceChildren();
});

describe('dialer', () => {
  it('says what it will call as soon as something is typed', async () => {
    await mount(READY);
    await field().fill('+1 (555) 010-9999');
    await expect.element(page.getByText('Calls +15550109999')).toBeVisible();
  });

  it('says that a text with spaces cannot be called', async () => {
    await mount(READY);
    await field().fill('not a number');
    await expect.element(page.getByText('This can’t be called')).toBeVisible();
  });

  it('calls what the field holds', async () => {
    const phone = await mount(READY);
    await field().fill('600');
    await call().click();
    expect(phone.commands).toEqual([['dial', '600']]);
  });

  it('calls on Enter', async () => {
    const phone = await mount(READY);
    await field().fill('600');
    (field().element() as HTMLInputElement).form?.requestSubmit();
    expect(phone.commands).toEqual([['dial', '600']]);
  });

  it('does not call what cannot be called', async () => {
    const phone = await mount(READY);
    await field().fill('a b');
    await call().click();
    expect(phone.commands).toEqual([]);
  });

  it('brings back the last dialled number when the field is empty', async () => {
    const phone = await mount({ ...READY, history: someHistory() });
    await call().click();
    await expect.element(field()).toHaveValue('1002');
    expect(phone.commands).toEqual([]);
  });

  it('takes digits typed anywhere on the screen', async () => {
    await mount(READY);
    await expect.poll(focused).toBe(field().element());
    (field().element() as HTMLElement).blur();
    for (const key of ['+', '4', '#']) press(key);
    await expect.element(field()).toHaveValue('+');
  });

  it('takes the keys of the pad, and a plus from a long 0', async () => {
    await mount(READY);
    const zero = page.getByRole('button', { name: '0', exact: true });
    await page.getByRole('button', { name: '5', exact: true }).click();
    await zero.click({ delay: 700 });
    await zero.click();
    await expect.element(field()).toHaveValue('5+0');
  });

  it('calls one of the recent people with one tap', async () => {
    const phone = await mount({ ...READY, history: [entry('a')] });
    await expect.element(page.getByRole('img', { name: 'Sound flowed both ways.' })).toBeInTheDocument();
    await page.getByRole('button', { name: 'Dial Maya Okafor' }).click();
    expect(phone.commands).toEqual([['dial', 'sip:1002@pbx.example.com']]);
  });

  it('suggests a test call before the first call where there is an echo', async () => {
    const phone = await mount(READY);
    await page.getByRole('button', { name: 'Hear yourself: call 600' }).click();
    expect(phone.commands).toEqual([['dial', '600']]);
  });

  it('lists the demo numbers to a demo account only', async () => {
    const phone = await mount(READY);
    await expect.element(call()).toBeVisible();
    expect(page.getByText('Numbers in the demo').query()).toBeNull();
    phone.become({ signedIn: DEMO_SIGNED_IN });
    await expect.element(page.getByText('Numbers in the demo')).toBeVisible();
    await page.getByRole('button', { name: 'Dial 606' }).click();
    expect(phone.commands).toEqual([['dial', '606']]);
  });
});
