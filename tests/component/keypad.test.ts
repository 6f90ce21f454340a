// The keypad of a call and of the dialler: a press counts once, one that is held means something else, and keys that are left are in
// sight.
import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import type { FakePhone } from '../doubles/fake-phone.ts';
import { everyElement, focused, mount } from './mount.ts';
import { READY, established, pending } from './samples.ts';

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const commandsOf = (phone: FakePhone): readonly string[] =>
  phone.commands.map((command) => command.join(' '));

/** A mouse or a finger that stays on a key. */
async function hold(name: string, ms: number): Promise<void> {
  const key = button(name).element();
  const options = { bubbles: true, composed: true, button: 0 };
  key.dispatchEvent(new PointerEvent('pointerdown', options));
  await new Promise((resolve) => setTimeout(resolve, ms));
  key.dispatchEvent(new PointerEvent('pointerup', options));
  key.dispatchEvent(new MouseEvent('click', { ...options, detail: 1 }));
}

async function inCall(change: Parameters<typeof established>[0] = {}): Promise<FakePhone> {
  const phone = await mount({ ...READY, call: established(change) });
  await button('Keypad').click();
  await expect.element(button('5')).toBeVisible();
  return phone;
}

const pasteInto = (target: EventTarget, text: string): void => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  target.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }),
  );
};

afterEach(() => {
  document.body.replaceChildren();
});

describe('a key of the keypad', () => {
  it('is sent once, however it is pressed: mouse, touch, Enter, space bar', async () => {
    const phone = await inCall();
    await button('5').click();
    await hold('6', 10);
    button('7').element().focus();
    await userEvent.keyboard('{Enter}');
    await userEvent.keyboard(' ');
    expect(commandsOf(phone)).toEqual([
      'sendTone call-1 5',
      'sendTone call-1 6',
      'sendTone call-1 7',
      'sendTone call-1 7',
    ]);
  });

  it('that is held is sent once, as long', async () => {
    const phone = await inCall();
    await hold('0', 700);
    expect(phone.commands).toHaveLength(1);
    const [[name, callId, tone, heldMs]] = phone.commands as [[string, string, string, number]];
    expect([name, callId, tone]).toEqual(['sendTone', 'call-1', '0']);
    expect(heldMs).toBeGreaterThan(650);
  });

  it('that repeats while Enter is held is sent once', async () => {
    const phone = await inCall();
    const key = button('7').element();
    const down = (repeat: boolean) =>
      key.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'Enter',
          repeat,
          bubbles: true,
          composed: true,
          cancelable: true,
        }),
      );
    down(false);
    for (let time = 0; time < 5; time += 1) expect(down(true)).toBe(false);
    key.dispatchEvent(new KeyboardEvent('keyup', { key: 'Enter', bubbles: true, composed: true }));
    expect(commandsOf(phone)).toEqual(['sendTone call-1 7']);
  });

  it('that is let go beside it is not sent', async () => {
    const phone = await inCall();
    const key = button('7').element();
    key.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0 }));
    key.dispatchEvent(new PointerEvent('pointerleave', { button: 0 }));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(phone.commands).toEqual([]);
  });

  it('of the keyboard that repeats is sent once', async () => {
    const phone = await inCall();
    for (const repeat of [false, true, true])
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '5', repeat, bubbles: true }));
    expect(commandsOf(phone)).toEqual(['sendTone call-1 5']);
  });
});

describe('a key of the dialler', () => {
  it.each([
    ['0', '+'],
    ['*', ','],
    ['#', ';'],
    ['5', '5'],
  ])('%s held types %s, and nothing else', async (key, typed) => {
    await mount(READY);
    await expect.element(button(key)).toBeVisible();
    await hold(key, 700);
    await expect.element(page.getByLabelText('Name, number or SIP address')).toHaveValue(typed);
  });

  it('says what it types when it is held', async () => {
    await mount(READY);
    await expect.element(button('*')).toHaveAttribute('title', 'Hold for a pause of two seconds');
    await expect.element(button('*')).toHaveTextContent(', pause');
    await expect.element(button('#')).toHaveTextContent('; wait');
  });
});

describe('keys pasted in a call', () => {
  it('are sent as one sequence, wherever the focus is', async () => {
    const phone = await mount({ ...READY, call: established() });
    await expect.element(button('Keypad')).toBeVisible();
    pasteInto(focused() ?? document.body, ' 1234 5678# ');
    pasteInto(document.body, '555,,123#');
    expect(commandsOf(phone)).toEqual(['sendKeys call-1 12345678#', 'sendKeys call-1 555,,123#']);
  });

  it('that are none stand in the field with what is wrong, and nothing is sent; pasted again, too', async () => {
    const phone = await mount({ ...READY, call: established() });
    await expect.element(button('Keypad')).toBeVisible();
    const field = page.getByRole('textbox', { name: 'Keys to send' });
    for (let time = 0; time < 2; time += 1) {
      pasteInto(document.body, 'PIN: 12');
      await expect.element(page.getByRole('alert')).toHaveTextContent('Nothing was sent: “I” is no key.');
      await expect.element(field).toHaveValue('PIN: 12');
      await expect.poll(() => focused()).toBe(field.element());
      await userEvent.keyboard('{Escape}');
      await expect.element(field).not.toBeInTheDocument();
    }
    await expect.element(button('Keypad')).toHaveAttribute('aria-expanded', 'true');
    expect(phone.commands).toEqual([]);
  });

  it('belong to a field that has the focus', async () => {
    const phone = await inCall();
    await button('Type or paste several keys').click();
    await expect.poll(() => focused()?.id).toBe('keys');
    pasteInto(focused()!, '12');
    await userEvent.keyboard('12w34{Enter}');
    expect(commandsOf(phone)).toEqual(['sendKeys call-1 12;34']);
    await expect.poll(() => focused()?.getAttribute('aria-label')).toBe('Type or paste several keys');
  });

  it('go nowhere before the answer', async () => {
    const phone = await mount({ ...READY, call: pending() });
    await expect.element(button('Keypad')).toBeVisible();
    pasteInto(document.body, '12');
    expect(phone.commands).toEqual([]);
  });
});

describe('keys that are left', () => {
  it('are in sight while they are sent, and can be stopped', async () => {
    const phone = await mount({
      ...READY,
      call: established({ keys: { kind: 'tones', keys: ',,123#', phase: 'going' } }),
    });
    await expect.element(page.getByText('Sending:')).toBeVisible();
    await expect.element(page.getByText(',,123#')).toBeVisible();
    await button('Stop').click();
    expect(commandsOf(phone)).toEqual(['stopKeys call-1']);
  });

  it('are one press away, or put away, where they wait', async () => {
    const phone = await mount({
      ...READY,
      call: established({ keys: { kind: 'extension', keys: '12', phase: 'waiting' } }),
    });
    await button('Send extension 12').click();
    await button('Don’t send').click();
    expect(commandsOf(phone)).toEqual(['goOnWithKeys call-1', 'stopKeys call-1']);
  });

  it('can’t be sent on hold, and the keypad says so', async () => {
    await inCall({ hold: 'local', keys: { kind: 'tones', keys: '12', phase: 'waiting' } });
    await expect.element(button('Send 12')).toBeDisabled();
    await expect.element(page.getByText('On hold: no keys are sent until the call goes on.')).toBeVisible();
  });

  it('are said to follow the answer before it', async () => {
    await mount({ ...READY, call: pending({ keys: { kind: 'tones', keys: ',,12', phase: 'going' } }) });
    await expect.element(page.getByText('Sent once they answer:')).toBeVisible();
    await expect.element(button('Stop')).toBeVisible();
    expect(everyElement().filter(({ localName }) => localName === 'bw-pending-keys')).toHaveLength(1);
  });
});
