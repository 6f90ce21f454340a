// Where the focus is after an action: never nowhere (the body), whatever went away. Every button of these states is pressed with the
// keyboard, and the phone changes as the real one does then.
import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import type { Sketch } from '../doubles/fake-phone.ts';
import type { FakePhone } from '../doubles/fake-phone.ts';
import { liveCalls } from '../../src/phone/calls/calls-state.ts';
import type { PhoneState } from '../../src/phone/phone-state.ts';
import type { Call, EstablishedCall } from '../../src/sip/call-state.ts';
import { everyElement, focused, mountState, press, screensLoaded, windowOf } from './mount.ts';
import * as sample from './samples.ts';
import * as setups from './setup-samples.ts';

const button = (name: string) => page.getByRole('button', { name, exact: true });

async function show(name: string, hash = '#/phone'): Promise<FakePhone> {
  const phone = await mountState(name, hash);
  await expect.element(page.getByRole('main', { includeHidden: true }).first()).toBeInTheDocument();
  await screensLoaded();
  await settled();
  return phone;
}

/** What was asked for is drawn, and what was to be done after that is done. */
async function settled(): Promise<void> {
  for (let frames = 0; frames < 3; frames += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** The state without a call. */
function without({ calls, activeCallId, conference }: PhoneState, ids: readonly unknown[]): Sketch {
  const left = calls.filter(({ id }) => !ids.includes(id));
  const parties = conference.filter(({ callId }) => !ids.includes(callId));
  return {
    calls: left,
    activeCallId: left.some(({ id }) => id === activeCallId)
      ? activeCallId
      : liveCalls({ calls: left }).at(-1)?.id,
    conference: parties.length < 2 ? [] : parties,
  };
}

function changed(state: PhoneState, id: unknown, change: Partial<EstablishedCall>): Sketch {
  const calls = state.calls.map((call): Call => {
    return call.id === id && call.phase === 'established' ? { ...call, ...change } : call;
  });
  return { calls };
}

function answered(state: PhoneState, id: unknown): Sketch {
  const calls = state.calls.map((call) =>
    call.id === id ? sample.established({ id: call.id, remote: call.remote }) : call,
  );
  return { calls, activeCallId: String(id) };
}

function dialled(state: PhoneState): Sketch {
  const call = sample.pending({ id: 'dialled', remote: sample.SAM });
  return {
    calls: [...state.calls.filter(({ phase }) => phase !== 'terminated'), call],
    activeCallId: call.id,
  };
}

/** What the real phone makes of a command, as far as screens change by it. */
function after(state: PhoneState, [kind, first]: readonly unknown[]): Sketch {
  switch (kind) {
    case 'dial':
    case 'consult':
      return dialled(state);
    case 'decline':
    case 'hangUp':
    case 'dismissCall':
      return without(state, [first]);
    case 'answer':
      return answered(state, first);
    case 'switchTo':
      return { calls: state.calls, activeCallId: String(first) };
    case 'confer':
      return { conference: state.calls.map(({ id }) => ({ callId: id, isHeard: true })) };
    case 'leaveConference': {
      const left = state.conference.filter(({ callId }) => callId !== first);
      return { conference: left.length < 2 ? [] : left };
    }
    case 'stopKeys':
    case 'goOnWithKeys':
      return changed(state, first, { keys: undefined });
    case 'answerReferral':
      return changed(state, first, { referral: undefined });
    case 'answerTakeover':
      return changed(state, first, { takeover: undefined });
    case 'dismissTransfer':
      return changed(state, first, { transfer: undefined });
    case 'join':
      return without(
        state,
        state.calls.map(({ id }) => id),
      );
    case 'deleteHistoryEntry':
      return { history: state.history.filter(({ id }) => id !== first) };
    case 'openSetup':
      return { setup: setups.opened({ carrier: 'token' }) };
    case 'acceptSetup':
      return { setup: undefined };
    case 'enableSound':
      return { sound: 'ready' };
    default:
      return {};
  }
}

function react(phone: FakePhone): void {
  for (const command of phone.commands.splice(0)) {
    const change = after(phone.store.state, command);
    if (Object.keys(change).length > 0) phone.become(change);
  }
}

function isOffered(element: Element): element is HTMLButtonElement {
  return (
    element.matches('button:not(:disabled, [aria-disabled=true], .skip)') &&
    element.checkVisibility({ visibilityProperty: true }) &&
    // The keys of the pad are alike, and stay.
    !/^[0-9*#]/u.test(element.textContent.trim())
  );
}

function offered(): readonly HTMLButtonElement[] {
  const isInert = everyElement().some((element) => element.matches('.frame[inert]'));
  const isModal = everyElement().some((element) => element.matches('dialog[open]'));
  return everyElement()
    .filter(isOffered)
    .filter((element) => !isInert || element.closest('[role=alertdialog]') !== null)
    .filter((element) => !isModal || element.closest('dialog') !== null);
}

const nameOf = (element: Element): string =>
  element.getAttribute('aria-label') ?? element.textContent.replaceAll(/\s+/gu, ' ').trim();

/** Whether the focus is where a key or a screen reader finds it. */
function isSomewhere(): boolean {
  const active = focused();
  return (
    active !== null && active !== document.body && active.checkVisibility() && !active.matches(':disabled')
  );
}

/** A page as it was drawn. */
interface Shown {
  readonly phone: FakePhone;
  readonly state: PhoneState;
  readonly hash: string;
  readonly buttons: readonly HTMLButtonElement[];
  readonly looks: string;
}

const looksOf = (buttons: readonly HTMLButtonElement[]): string =>
  JSON.stringify(buttons.map((each) => [each.outerHTML, nameOf(each)]));

function shownBy(phone: FakePhone): Shown {
  const buttons = offered();
  return { phone, state: phone.store.state, hash: location.hash, buttons, looks: looksOf(buttons) };
}

/** Nothing came of what was pressed: the same state, the same address, the same buttons, each as it was. */
function isAsShown({ phone, state, hash, buttons, looks }: Shown): boolean {
  const now = offered();
  return (
    phone.store.state === state &&
    location.hash === hash &&
    now.length === buttons.length &&
    now.every((each, index) => each === buttons[index]) &&
    looksOf(now) === looks
  );
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('after every button pressed with the keyboard the focus is somewhere', () => {
  it.each([
    ['call', '#/phone', 1280],
    ['call', '#/phone', 360],
    ['call', '#/history', 1280],
    ['callWaiting', '#/phone', 1280],
    ['callWaiting', '#/settings', 360],
    ['twoWaiting', '#/phone', 1280],
    ['twoCalls', '#/phone', 1280],
    ['sixCalls', '#/phone', 360],
    ['endedAmongOthers', '#/phone', 1280],
    ['consultation', '#/phone', 1280],
    ['transferFailed', '#/phone', 1280],
    ['referral', '#/history', 1280],
    ['takeover', '#/phone', 1280],
    ['conference2', '#/phone', 1280],
    ['conference3', '#/phone', 360],
    ['keysWaiting', '#/phone', 1280],
    ['keysGoing', '#/phone', 360],
    ['deviceGone', '#/phone', 1280],
    ['everyBannerRinging', '#/phone', 1280],
    ['everyBanner', '#/network', 1280],
    ['incoming', '#/phone', 1280],
    ['incoming', '#/settings', 360],
    ['home', '#/phone', 1280],
    ['home', '#/history', 1280],
    ['home', '#/history', 360],
    ['busy', '#/phone', 1280],
    ['twoAccounts', '#/settings', 1280],
    ['firstTime', '#/settings', 360],
    ['failed', '#/phone', 1280],
    ['traced', '#/network/trace', 1280],
    ['signedOut', '#/phone', 1280],
    ['setupTokenUsed', '#/phone', 1280],
    ['badOffer', '#/settings', 360],
  ])('%s at %s, %i px', { timeout: 120_000 }, async (name, hash, width) => {
    await windowOf(width, 800);
    await show(name, hash);
    const count = offered().length;
    expect(count).toBeGreaterThan(0);
    const lost: string[] = [];
    let shown: Shown | undefined;
    for (let index = 0; index < count; index += 1) {
      // A press that changed nothing leaves the page as it was: the next one needs no other.
      if (shown === undefined || !isAsShown(shown)) shown = shownBy(await show(name, hash));
      const { phone, buttons } = shown;
      const pressed = buttons[index];
      if (pressed === undefined) continue;
      const what = nameOf(pressed);
      pressed.focus();
      await userEvent.keyboard('{Enter}');
      react(phone);
      await settled();
      if (!isSomewhere()) lost.push(what);
    }
    expect(lost).toEqual([]);
  });

  it.each([
    ['setupToken', 'Fetch it'],
    ['setupFetched', 'Accept'],
    ['setupFetched', 'Cancel'],
  ])('%s: %s', async (name, words) => {
    const phone = await show(name);
    const press = button(words);
    await expect.element(press, { timeout: 3000 }).not.toHaveAttribute('aria-disabled', 'true');
    (press.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    react(phone);
    await settled();
    expect(isSomewhere()).toBe(true);
  });
});

describe('the focus goes', () => {
  it('to the call from a banner that is answered, and from there M mutes', async () => {
    const phone = await show('callWaiting');
    (button('Hold and answer').element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    react(phone);
    await expect.poll(() => focused()?.getAttribute('aria-label')).toBe('Call with Your Bank');
    press('m');
    expect(phone.commands).toEqual([['setMuted', 'call-9', true]]);
  });

  it('to the row that takes the place of a deleted one, whose Delete rests meanwhile', async () => {
    await windowOf(360, 800);
    const phone = await show('home', '#/history');
    const trash = page.getByRole('button', { name: /^Delete the call with/u });
    const [first, second] = phone.store.state.history;
    (trash.first().element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    expect(phone.commands.splice(0)).toContainEqual(['deleteHistoryEntry', first!.id]);
    phone.become({ history: phone.store.state.history.slice(1) });
    await expect.poll(() => focused()?.localName).toBe('li');
    expect(focused()?.querySelector('bw-history-entry')?.entry?.id).toBe(second!.id);
    await userEvent.keyboard('{Enter} ');
    (trash.first().element() as HTMLElement).click();
    expect(phone.commands).toEqual([]);
    await expect.element(trash.first(), { timeout: 4000 }).not.toHaveAttribute('aria-disabled', 'true');
    (trash.first().element() as HTMLElement).click();
    expect(phone.commands).toEqual([['deleteHistoryEntry', second!.id]]);
  });

  it('to the form of an account, and to the heading above when that is left', async () => {
    await show('firstTime', '#/settings');
    await button('Edit account and servers').click();
    await expect.poll(() => focused()?.localName).toBe('bw-sign-in-form');
    await button('Cancel').click();
    await expect.poll(() => focused()?.id).toBe('account');
  });

  it('within an open question to the question itself', async () => {
    const phone = await show('setupToken');
    const fetchIt = button('Fetch it');
    await expect.element(fetchIt, { timeout: 3000 }).not.toHaveAttribute('aria-disabled', 'true');
    (fetchIt.element() as HTMLElement).focus();
    phone.become({ setup: setups.closed('token', { problem: 'used' }) });
    await settled();
    expect(focused()?.closest('dialog')).not.toBe(null);
  });
});
