// Several calls on screen: who waits, the list, adding one, handing over, the conference, and what the phone is asked to do.
import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GALLERY_STATES } from './gallery/states.ts';
import { focused, mount, mountState, press, windowOf } from './mount.ts';
import * as sample from './samples.ts';
import type { FakePhone } from '../doubles/fake-phone.ts';

const button = (name: string) => page.getByRole('button', { name, exact: true });
const text = (words: string) => page.getByText(words);
const list = () => page.getByRole('region', { name: 'Calls', exact: true });

async function show(name: string, hash = '#/phone'): Promise<FakePhone> {
  return await mountState(name, hash);
}

beforeEach(async () => {
  await windowOf(1280, 900);
});

afterEach(() => {
  document.body.replaceChildren();
});

describe('a waiting call', () => {
  it.each(['#/phone', '#/history', '#/network', '#/settings'])(
    'is said at %s, with its claim',
    async (hash) => {
      await show('callWaiting', hash);
      const waiting = page.getByRole('region', { name: 'Waiting calls' });
      await expect.element(waiting.getByText('Claims to be', { exact: true })).toBeVisible();
      await expect.element(waiting.getByText('Your Bank', { exact: true })).toBeVisible();
      await expect.element(waiting.getByText('1041@bank.example')).toBeVisible();
      await expect.element(text('Another call is waiting: Claims to be Your Bank.')).toBeInTheDocument();
    },
  );

  it.each([
    ['a', ['answer', 'call-8', 'hold']],
    ['d', ['decline', 'call-8']],
  ])('is taken or declined with keys, who waits longest first: Ctrl+Shift+%s', async (key, command) => {
    const phone = await show('twoWaiting', '#/settings');
    await expect.element(button('Decline').first()).toHaveAttribute('aria-keyshortcuts', 'Control+Shift+D');
    expect(button('Decline').nth(1).element().getAttribute('aria-keyshortcuts')).toBe(null);
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key, ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true }),
    );
    expect(phone.commands).toEqual([command]);
  });

  it('ends no call by a key, where the present one can’t be held', async () => {
    const phone = await mount(sample.withCalls(sample.pending(), sample.waitingCall()));
    await expect.element(button('End and answer')).toBeVisible();
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'A', ctrlKey: true, shiftKey: true, bubbles: true }),
    );
    expect(phone.commands).toEqual([]);
  });

  it('leaves the focus where it is', async () => {
    const phone = await mount({ ...sample.READY, call: sample.established() }, { hash: '#/settings' });
    await page.getByLabelText('How many calls at a time').click();
    phone.become({ calls: [sample.established(), sample.waitingCall()] });
    await expect.element(button('Hold and answer')).toBeVisible();
    expect(focused()?.id).toBe('mostCalls');
  });

  it.each([
    ['Hold and answer', ['answer', 'call-9', 'hold']],
    ['End and answer', ['answer', 'call-9', 'end']],
    ['Decline', ['decline', 'call-9']],
  ])('%s', async (name, command) => {
    const phone = await show('callWaiting', '#/history');
    await button(name).click();
    expect(phone.commands).toContainEqual(command);
  });

  it('can’t have a call held that nobody answered yet', async () => {
    await mount(sample.withCalls(sample.pending(), sample.waitingCall()));
    await expect.element(button('End and answer')).toBeVisible();
    expect(button('Hold and answer').elements()).toEqual([]);
  });

  it('has a line and buttons for each', async () => {
    const phone = await show('twoWaiting');
    await expect.element(button('Decline').first()).toBeVisible();
    expect(button('Decline').elements()).toHaveLength(2);
    await button('Decline').nth(1).click();
    expect(phone.commands).toEqual([['decline', 'call-9']]);
  });

  it('says which account it is for, where there are several', async () => {
    const other = {
      ...sample.SIGNED_IN,
      id: 'account-2',
      account: { ...sample.SIGNED_IN.account, username: '1044' },
    };
    await mount({
      ...sample.withCalls(sample.established(), sample.waitingCall('call-9', { accountId: 'account-2' })),
      accounts: [sample.SIGNED_IN, other],
    });
    await expect.element(page.getByText('1044@pbx.example.com')).toBeVisible();
  });

  it('behind one that rings is counted on its card', async () => {
    await mount(sample.withCalls(sample.pending({ direction: 'incoming' }), sample.waitingCall()));
    await expect.element(text('One more caller is waiting.')).toBeVisible();
    expect(button('End and answer').elements()).toEqual([]);
  });
});

describe('the list of calls', () => {
  it('is not there for one call', async () => {
    await show('call');
    await expect.element(button('Hang up')).toBeVisible();
    expect(list().elements()).toEqual([]);
  });

  it('tells each call, its state and its flow, and which one the person is with', async () => {
    await show('sixCalls');
    const lines = list().getByRole('listitem');
    await expect.element(lines.first()).toBeVisible();
    expect(lines.elements()).toHaveLength(6);
    const active = page.getByRole('button', { name: /^Maya Okafor Connected/u });
    await expect.element(active).toHaveAttribute('aria-current', 'true');
    const held = page.getByRole('button', { name: /^Sam Lindqvist On hold.*You to them: on hold/u });
    await expect.element(held).toHaveAttribute('aria-current', 'false');
  });

  it('goes on with the one that is pressed, and ends each', async () => {
    const phone = await show('twoCalls');
    await page.getByRole('button', { name: /^Maya Okafor Connected/u }).click();
    await page.getByRole('button', { name: /^Sam Lindqvist/u }).click();
    await button('Hang up Sam Lindqvist').click();
    expect(phone.commands).toEqual([
      ['switchTo', 'call-2'],
      ['hangUp', 'call-2'],
    ]);
  });

  it('says why one of them ended, until that is put away', async () => {
    const phone = await show('endedAmongOthers');
    await expect.element(list().getByText('They are on another call')).toBeVisible();
    await button('Dismiss: Sam Lindqvist').click();
    expect(phone.commands).toEqual([['dismissCall', 'call-2']]);
  });

  it('says nothing of a call that the person ended', async () => {
    const over = sample.ended(undefined, { by: 'local' }, { id: 'call-2', answeredAtMs: 1 });
    await mount(sample.withCalls(sample.established(), over));
    await expect.element(button('Hang up')).toBeVisible();
    expect(list().elements()).toEqual([]);
  });

  it('is counted by the bar on other screens', async () => {
    await show('sixCalls', '#/history');
    await expect.element(text('and 5 other calls')).toBeVisible();
  });
});

describe('adding a call', () => {
  it('dials what was typed, and gives the focus back', async () => {
    const phone = await show('call');
    await button('Add call').click();
    await userEvent.keyboard('1003');
    await expect.element(page.getByText('Calls 1003')).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(phone.commands).toEqual([['dial', '1003']]);
    expect(page.getByRole('textbox').elements()).toEqual([]);
    expect(focused()?.id).toBe('add');
  });

  it('dials nothing while it is not clear whom', async () => {
    const phone = await show('call');
    await button('Add call').click();
    await button('Call').click();
    expect(phone.commands).toEqual([]);
    expect(focused()?.id).toBe('target');
  });

  it('offers who was called last', async () => {
    const history = [sample.entry('h', { remote: sample.SAM })];
    const phone = await mount({ ...sample.READY, call: sample.established(), history });
    await button('Add call').click();
    await button('Sam Lindqvist').click();
    await button('Call').click();
    expect(phone.commands).toEqual([['dial', '1003']]);
  });

  it('says so before anything is typed where there are as many calls as the phone takes', async () => {
    await show('twoCalls');
    await button('Add call').click();
    await expect.element(text('There are as many calls as this phone takes at a time.')).toBeVisible();
    expect(page.getByRole('textbox').elements()).toEqual([]);
    await expect.poll(() => focused()).toBe(button('Cancel').element());
  });

  it('offers nobody whom the person talks to', async () => {
    const history = [sample.entry('h', { remote: sample.MAYA }), sample.entry('i', { remote: sample.SAM })];
    await mount({ ...sample.READY, call: sample.established(), history });
    await button('Add call').click();
    await expect.element(button('Sam Lindqvist')).toBeVisible();
    expect(button('Maya Okafor').elements()).toEqual([]);
  });

  it.each(['Add call', 'Transfer'])(
    'can be left by a button in sight, and More says what is open: %s',
    async (name) => {
      await windowOf(360, 740);
      await show('call');
      await button('More').click();
      await button(name).click();
      await expect.element(page.getByRole('button', { name: `More ${name}` })).toBeVisible();
      await button('Cancel').click();
      expect(page.getByRole('textbox').elements()).toEqual([]);
      await expect.poll(() => focused()?.id).toBe('more');
    },
  );

  it('is folded away again by Escape', async () => {
    await windowOf(360, 740);
    await show('call');
    await button('More').click();
    await expect.element(button('Transfer')).toBeVisible();
    press('Escape');
    await expect.element(button('More')).toHaveAttribute('aria-expanded', 'false');
    expect(focused()?.id).toBe('more');
  });

  it('is closed by Escape', async () => {
    await show('call');
    await button('Add call').click();
    await expect.poll(() => focused()?.id).toBe('target');
    press('Escape');
    await expect.poll(() => page.getByRole('textbox').elements()).toEqual([]);
    expect(focused()?.id).toBe('add');
  });

  it('waits behind More on a phone', async () => {
    await windowOf(360, 640);
    await show('call');
    await expect.element(button('Add call')).not.toBeInTheDocument();
    await button('More').click();
    await button('Add call').click();
    await expect.poll(() => focused()?.id).toBe('target');
    press('Escape');
    await expect.poll(() => focused()?.id).toBe('more');
  });
});

describe('handing over', () => {
  it.each([
    ['Transfer now', 'transfer'],
    ['Ask first', 'consult'],
  ])('%s', async (name, kind) => {
    const phone = await show('call');
    await button('Transfer').click();
    await userEvent.keyboard('1003');
    await button(name).click();
    expect(phone.commands).toEqual([[kind, 'call-1', '1003']]);
  });

  it('says what is missing where nobody is named', async () => {
    const phone = await show('call');
    await button('Transfer').click();
    await button('Transfer now').click();
    await expect.element(text('Type a name, a number or a SIP address first.')).toBeVisible();
    expect(phone.commands).toEqual([]);
  });

  it('comes before the buttons of the call in the order of the Tab key, as on screen', async () => {
    await show('consultation');
    // A call that was just drawn takes the focus in the next frame.
    await expect.poll(() => focused()?.getAttribute('aria-label')).toBe('Call with Sam Lindqvist');
    const [handOver, mute] = [button('Hand over').element(), button('Mute').element()];
    (handOver as HTMLElement).focus();
    const passed: (Element | null)[] = [];
    // What scrolls may be a stop of its own.
    while (passed.length < 3 && passed.at(-1) !== mute) {
      await userEvent.tab();
      passed.push(focused());
    }
    expect(passed.at(-1)).toBe(mute);
  });

  it('joins two calls', async () => {
    const phone = await show('twoCalls');
    await button('Transfer').click();
    await button('Join them: Sam Lindqvist').click();
    expect(phone.commands).toEqual([['join', 'call-1', 'call-2']]);
  });

  it('says whom the person asks, and for whom; then hands over or comes back', async () => {
    const phone = await show('consultation');
    await expect.element(text('You are asking Sam Lindqvist before handing over Maya Okafor.')).toBeVisible();
    await button('Hand over').click();
    await button('Back to Maya Okafor').click();
    expect(phone.commands).toEqual([
      ['join', 'call-1', 'call-2'],
      ['hangUp', 'call-2'],
    ]);
  });

  it('hands nothing over to who has not answered', async () => {
    const asked = sample.pending({ id: 'call-2', remote: sample.SAM, consultsFor: 'call-1' });
    await mount(sample.withCalls(asked, sample.established({ hold: 'local' })));
    await expect.element(button('Back to Maya Okafor')).toBeVisible();
    expect(button('Hand over').elements()).toEqual([]);
  });

  it.each([
    [{ kind: 'asked' }, 'Handing over Maya Okafor to Sam Lindqvist: asking their phone (REFER).'],
    [{ kind: 'accepted' }, 'Handing over Maya Okafor to Sam Lindqvist: their phone agreed to call.'],
    [{ kind: 'progress', statusCode: 100 }, 'Maya Okafor is being connected with Sam Lindqvist.'],
    [{ kind: 'progress', statusCode: 180 }, 'It rings: Maya Okafor is calling Sam Lindqvist.'],
    [{ kind: 'done' }, 'Handed over: Maya Okafor and Sam Lindqvist are connected to each other.'],
    [{ kind: 'unknown' }, 'It is not known whether handing over to Sam Lindqvist worked.'],
  ] as const)('says how it fares, and to whom, and announces that: %o', async (fares, words) => {
    const transfer = { ...fares, to: sample.SAM };
    await mount({ ...sample.READY, call: sample.established({ transfer, hold: 'local' }) });
    await expect.element(text(words)).toBeVisible();
    expect(text(words).element().closest('[aria-live="polite"]')).not.toBeNull();
  });

  it('says why it failed and who is there again, until that is put away', async () => {
    const phone = await show('transferFailed');
    await expect
      .element(text('Handing over to Sam Lindqvist did not work: They are on another call.'))
      .toBeVisible();
    await expect.element(text('You are talking to Maya Okafor again.')).toBeVisible();
    await expect.element(text('SIP 486 Busy Here')).toBeVisible();
    await button('Dismiss').click();
    expect(phone.commands).toEqual([['dismissTransfer', 'call-1']]);
  });

  it('shows on the call with whom the person asks how it fares, in place of the button', async () => {
    await show('handingOver');
    await expect.element(text('It rings')).toBeVisible();
    expect(button('Hand over').elements()).toEqual([]);
    expect(text('press Hold').elements()).toEqual([]);
    expect(text('Press Hold').elements()).toEqual([]);
  });

  it('is busy between the press and the first word of it', async () => {
    const phone = await show('consultation');
    await button('Hand over').click();
    const calls = phone.store.state.calls.map((call) => ({ ...call, holdPending: true }));
    phone.become({ calls: calls });
    const busy = button('Handing over…');
    await expect.element(busy).toHaveAttribute('aria-disabled', 'true');
    (busy.element() as HTMLElement).click();
    expect(phone.commands).toEqual([['join', 'call-1', 'call-2']]);
  });

  it('of one who was asked first is said on the card of whom they were handed to', async () => {
    await show('handedOverAfterAsking');
    const name = 'You handed Maya Okafor over to Sam Lindqvist';
    await expect.element(page.getByRole('heading', { name })).toBeVisible();
    await expect.element(text('Sound flowed both ways').first()).toBeVisible();
  });

  it('is said before whether they were heard', async () => {
    const over = sample.ended(undefined, {}, { answeredAtMs: 1, transfer: { kind: 'done' } });
    const history = [sample.entry('call-1', { youToThem: 'unconfirmed' })];
    await mount({ ...sample.READY, call: over, history });
    await expect.element(page.getByRole('heading', { name: 'You handed the call over' })).toBeVisible();
    await expect.element(text('Nobody confirmed that they heard you')).toBeVisible();
  });

  it('is what the finished call is remembered for', async () => {
    await show('handedOver');
    await expect
      .element(page.getByRole('heading', { name: 'You handed the call over to Sam Lindqvist' }))
      .toBeVisible();
  });
});

describe('being asked to call somebody', () => {
  it('says who asks, in whose name, and whom to call', async () => {
    const phone = await show('referral', '#/history');
    await expect
      .element(
        text(
          'Maya Okafor asks you to call Sam Lindqvist (1003@pbx.example.com) instead, and claims to ask on behalf of Your Bank (1041@bank.example) (transfer).',
        ),
      )
      .toBeVisible();
    await button('Call Sam Lindqvist').click();
    await button('Stay with Maya Okafor').click();
    expect(phone.commands).toEqual([
      ['answerReferral', 'call-1', true],
      ['answerReferral', 'call-1', false],
    ]);
  });
});

describe('being connected with somebody who is on the line', () => {
  const ask = async (uri: string, displayName: string): Promise<void> => {
    const target = { uri, user: 'o78utq2k', displayName };
    const referral = { id: 'r', uri, target, referredBy: undefined, isJoining: true };
    await mount({ ...sample.READY, call: sample.established({ referral }) });
  };

  it('names them where the other end does', async () => {
    await ask('sip:o78utq2k@x.invalid', 'Carol');
    await expect.element(button('Call Carol')).toBeVisible();
  });

  it('calls nobody by the token of a contact, which stands beside it for who wants to know', async () => {
    await ask('sip:o78utq2k@x.invalid', '');
    await expect
      .element(
        text(
          'Maya Okafor wants to connect you with somebody (o78utq2k@x.invalid), who is on the line (transfer).',
        ),
      )
      .toBeVisible();
    await expect.element(button('Call')).toBeVisible();
  });

  it('shows until the server tells who brought the two together', async () => {
    const remote = { uri: '', user: '', displayName: '', broughtBy: 'Maya Okafor' };
    await mount({ ...sample.READY, call: sample.established({ remote }) });
    await expect.element(page.getByRole('heading', { name: 'Handed over by Maya Okafor' })).toBeVisible();
  });
});

describe('a conference', () => {
  it('joins all that were answered', async () => {
    const phone = await show('sixCalls');
    await button('Conference').click();
    const all = ['call-1', 'call-2', 'call-3', 'call-4', 'call-5', 'call-6'];
    expect(phone.commands).toEqual([['confer', all]]);
  });

  it('shows everybody with their own lanes', async () => {
    await show('conference3');
    await expect.element(page.getByRole('heading', { name: 'Conference, 4 people' })).toBeVisible();
    await expect.element(page.getByRole('region', { name: 'Conference, 4 people' })).toBeVisible();
    expect(page.getByRole('meter', { name: 'You to them' }).elements()).toHaveLength(3);
    await expect.element(text('The others don’t hear them')).toBeVisible();
  });

  it('says above all with whom the sound is not well', async () => {
    const phone = await show('conference3');
    await expect.element(page.getByRole('heading', { name: 'Conference, 4 people' })).toBeVisible();
    expect(text('The sound is not well with').elements()).toEqual([]);
    phone.measure(sample.vitals('flowing', 'stopped'), 'call-2');
    await expect.element(text('The sound is not well with: Sam Lindqvist')).toBeVisible();
  });

  it('shows the figures of whom the person chooses', async () => {
    const phone = await show('conference3');
    const facts = page.getByRole('region', { name: 'Connection' });
    await expect.element(facts).toHaveTextContent(/Opus/u);
    phone.measure({ codec: 'PCMA', clockRateHz: 8000 }, 'call-2');
    await page.getByLabelText('Figures of the call with').selectOptions('call-2');
    await expect.element(facts).toHaveTextContent(/PCMA/u);
  });

  it('on hold says so in the list, and takes in whom the person is with', async () => {
    const phone = await show('conferenceOnHold');
    await expect
      .element(page.getByRole('button', { name: /^Conference, 3 people On hold · Maya Okafor/u }))
      .toBeVisible();
    await button('Add to conference').click();
    expect(phone.commands).toEqual([['confer', ['call-1', 'call-2', 'call-7']]]);
  });

  it('is remembered by each call that was in it', async () => {
    await show('conferenceOver');
    await expect.element(text('Conference, 4 people')).toBeVisible();
    await show('conferenceOver', '#/history');
    await expect
      .element(page.getByRole('region', { name: 'The chosen call' }))
      .toHaveTextContent(/Conference\s+4 people/u);
  });

  it('does to one party what is asked', async () => {
    const phone = await show('conference3');
    await button('Mute for the others: Maya Okafor').click();
    await button('Mute for the others: +15550109999').click();
    await button('Take out: Sam Lindqvist').click();
    await button('Hang up Sam Lindqvist').click();
    expect(phone.commands).toEqual([
      ['setHeard', 'call-1', false],
      ['setHeard', 'call-3', true],
      ['leaveConference', 'call-2'],
      ['hangUp', 'call-2'],
    ]);
  });

  it('is muted for the rest where it was for some', async () => {
    const { state } = GALLERY_STATES['conference2']!();
    const calls = (state.calls ?? []).map((call, index) => ({ ...call, muted: index === 0 }) as typeof call);
    const phone = await mount({ ...state, calls });
    await expect.element(button('Mute')).toHaveAttribute('aria-pressed', 'false');
    await button('Mute').click();
    expect(phone.commands).toEqual([
      ['setMuted', 'call-1', true],
      ['setMuted', 'call-2', true],
    ]);
  });

  it('is muted, and ended, as one', async () => {
    const phone = await show('conference2');
    await button('Mute').click();
    await button('Hang up for all').click();
    expect(phone.commands).toEqual([
      ['setMuted', 'call-1', true],
      ['setMuted', 'call-2', true],
      ['hangUp', 'call-1'],
      ['hangUp', 'call-2'],
    ]);
  });

  it('of two others goes on without the person', async () => {
    const phone = await show('conference2');
    await button('Leave, they go on').click();
    expect(phone.commands).toEqual([['join', 'call-1', 'call-2']]);
    await show('conference3');
    await expect.element(button('Hang up for all')).toBeVisible();
    expect(button('Leave, they go on').elements()).toEqual([]);
  });

  it('takes a further call in', async () => {
    const more = sample.established({ id: 'call-7', remote: sample.HOSTILE, hold: 'local' });
    const { calls = [], ...rest } = sample.conferenceOf(2);
    const phone = await mount({ ...rest, calls: [...calls, more] });
    await button('Join all').click();
    expect(phone.commands).toEqual([['confer', ['call-1', 'call-2', 'call-7']]]);
  });

  it('sends no key to somebody by chance', async () => {
    const phone = await show('conference2');
    await expect.element(button('Mute')).toBeVisible();
    press('5');
    expect(phone.commands).toEqual([]);
  });
});

describe('talking while muted', () => {
  it('is said', async () => {
    const phone = await show('mutedTalking');
    const words = text('You are muted, and you are talking.');
    await expect.element(words).toBeVisible();
    phone.become({ talksUnheard: false });
    await expect.element(words).not.toBeInTheDocument();
  });

  it('is not said of a call on hold', async () => {
    await mount({
      ...sample.READY,
      call: sample.established({ muted: true, hold: 'local' }),
      talksUnheard: true,
    });
    await expect.element(button('Hang up')).toBeVisible();
    expect(text('You are muted, and you are talking.').elements()).toEqual([]);
  });
});

describe('how many calls', () => {
  it('is set within its bounds', async () => {
    const phone = await mount(sample.READY, { hash: '#/settings/calls' });
    const field = page.getByLabelText('How many calls at a time');
    await field.fill('4');
    await userEvent.tab();
    await field.fill('9');
    await userEvent.tab();
    expect(phone.commands).toEqual([['changeSettings', { mostCalls: 4 }]]);
    await expect.element(field).toHaveValue(4);
  });
});
