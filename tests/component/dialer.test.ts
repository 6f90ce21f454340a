// The dialer: what it will call, how a number gets in, and how a call begins.
import { page } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { focused, mount, press } from './mount.ts';
import { DEMO_SIGNED_IN, READY, entry, someHistory, signedInAs } from './samples.ts';

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

  it.each([' ', '😀'])('brings back no number in place of what names nobody: “%s”', async (typed) => {
    const phone = await mount({ ...READY, history: someHistory() });
    await field().fill(typed);
    await call().click();
    await expect.element(field()).toHaveValue(typed);
    await expect.element(page.getByText(/nothing to call in this|can’t be called/u)).toBeVisible();
    expect(phone.commands).toEqual([]);
  });

  it('says that a number is the person’s own', async () => {
    await mount(READY);
    await field().fill('1001');
    await expect.element(page.getByText('Calls 1001. That is your own number.')).toBeVisible();
    await field().fill('10012');
    await expect.element(page.getByText('Calls 10012', { exact: true })).toBeVisible();
  });

  it('takes no key from elsewhere where single keys are switched off', async () => {
    const phone = await mount(READY);
    phone.become({ settings: { ...phone.store.state.settings, singleKeys: false } });
    (focused() as HTMLElement).blur();
    press('5');
    await expect.element(field()).toHaveValue('');
  });

  it('names the sign that cannot be called, and its place', async () => {
    await mount(READY);
    await field().fill('ann<b');
    await expect.element(page.getByText('the sign “<” (place 4)')).toBeVisible();
    await field().fill('facetime:ann@example.com');
    await expect.element(page.getByText('“facetime:” belongs to another program')).toBeVisible();
  });

  it('asks which of several numbers is meant, and dials none before', async () => {
    const phone = await mount(READY);
    await field().fill('555 0100 / 555 0101');
    await expect.element(page.getByText('This could be several. Which one?')).toBeVisible();
    await call().click();
    expect(phone.commands).toEqual([]);
    await expect.poll(() => focused()?.textContent.trim()).toBe('Call 5550100');
    await page.getByRole('button', { name: 'Call 5550101' }).click();
    expect(phone.commands).toEqual([
      ['dial', { kind: 'target', uri: 'sip:5550101@pbx.example.com', shown: '5550101', differs: true }],
    ]);
  });

  it('keeps pasted lines apart', async () => {
    await mount(READY);
    const data = new DataTransfer();
    data.setData('text/plain', '5550100\n5550101\n');
    const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    field().element().dispatchEvent(paste);
    await expect.element(field()).toHaveValue('5550100 | 5550101');
    await expect.element(page.getByRole('button', { name: 'Call 5550101' })).toBeVisible();
  });

  it('says what follows the answer', async () => {
    await mount(READY);
    await field().fill('555 0100 ext. 12');
    await expect.element(page.getByText('Calls 5550100. Once they answer, extension 12')).toBeVisible();
    await field().fill('5550100,77#');
    await expect.element(page.getByText('Once they answer, the keys 77# are sent.')).toBeVisible();
  });

  it('keeps the keys in place however much is typed', async () => {
    await mount(READY);
    const key = page.getByRole('button', { name: '5', exact: true });
    await field().fill('5');
    const { top } = key.element().getBoundingClientRect();
    await field().fill(`${'x'.repeat(120)}@example.com`);
    await expect.element(page.getByText('Calls xxx')).toBeVisible();
    expect(key.element().getBoundingClientRect().top - top).toBeLessThan(80);
    await field().fill('5'.repeat(300));
    await expect.element(page.getByText('300 digits or letters are too many (40 at most)')).toBeVisible();
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
    phone.become(signedInAs(DEMO_SIGNED_IN));
    await expect.element(page.getByText('Numbers in the demo')).toBeVisible();
    await page.getByRole('button', { name: 'Dial 606' }).click();
    expect(phone.commands).toEqual([['dial', '606']]);
  });
});
