// A call on screen: its names, meters, buttons, keys, and the words when it is over.
import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { GALLERY_STATES } from './gallery/states.ts';
import { verdictState } from './gallery/verdict-states.ts';
import { everyElement, focused, mount, mountState, press, windowOf } from './mount.ts';
import {
  DEMO_SIGNED_IN,
  DEVICES,
  HOSTILE,
  MAYA,
  READY,
  SIGNED_IN,
  SPOOF,
  ended,
  entry,
  established,
  pending,
  vitals,
  signedInAs,
  unconnected,
} from './samples.ts';

const button = (name: string) => page.getByRole('button', { name, exact: true });
const bar = () => page.getByRole('region', { name: 'Call in progress' });
const meter = (name: string) => page.getByRole('meter', { name, exact: true });

afterEach(() => {
  document.body.replaceChildren();
});

describe('call', () => {
  it('stands in a region named after the other end', async () => {
    await mount({ ...READY, call: established() });
    await expect
      .element(page.getByRole('region', { name: 'Call with Maya Okafor', exact: true }))
      .toBeVisible();
  });

  it('tells the level and the flow of each direction as a meter', async () => {
    const phone = await mount({ ...READY, call: established() }, { vitals: vitals('flowing', 'stopped') });
    phone.level = { you: 0.64, them: 0 };
    await expect
      .element(meter('You to them'))
      .toHaveAttribute('aria-valuetext', 'sound is flowing, 50 packets a second');
    await expect.element(meter('You to them')).toHaveAttribute('aria-valuenow', '64');
    await expect.element(meter('Them to you')).toHaveAttribute('aria-valuetext', 'no sound arriving');
    await expect.element(meter('Them to you')).toHaveAttribute('aria-valuenow', '0');
  });

  it.each([
    ['flowing', 'flowing', 'Sound flows both ways.'],
    ['flowing', 'stopped', 'You can’t hear them: nothing arrives from their side.'],
    ['stopped', 'flowing', 'They can’t hear you: no sound leaves this device.'],
    [
      'unconfirmed',
      'flowing',
      'Your sound is sent, but nobody confirms that it arrives. Ask whether they hear you.',
    ],
    ['flowing', 'quiet', 'The path is open both ways. They are silent.'],
  ] as const)('says one sentence for %s out and %s back', async (out, back, sentence) => {
    await mount({ ...READY, call: established() }, { vitals: vitals(out, back) });
    await expect.element(page.getByText(sentence, { exact: true })).toBeVisible();
  });

  it.each([
    [92, 40, 'Sound flows both ways, but you hear them choppy'],
    [40, 92, 'Sound flows both ways, but they hear you choppy'],
    [40, 40, 'Sound flows both ways, but choppy'],
  ])(
    'does not call sound fine that can hardly be understood: R %i out, %i back',
    async (out, back, sentence) => {
      const recent = Array.from({ length: 12 }, (_, second) => ({
        atMs: second * 1000,
        youToThem: out,
        themToYou: back,
      }));
      await mount({ ...READY, call: established() }, { vitals: { ...vitals('flowing', 'flowing'), recent } });
      await expect.element(page.getByText(sentence)).toBeVisible();
    },
  );

  it('names the device that went and the one that is used now', async () => {
    const phone = await mount({ ...READY, call: established() });
    const notice = { role: 'microphone', device: 'Headset', now: 'Built-in microphone' } as const;
    phone.become({ notice: { ...notice, kind: 'deviceGone' } });
    await expect.element(page.getByText('Headset is gone: now using Built-in microphone.')).toBeVisible();
    phone.become({ notice: { ...notice, kind: 'deviceBack', now: 'Headset' } });
    await expect.element(page.getByText('Headset is back and in use again.')).toBeVisible();
    phone.become({ notice: { kind: 'deviceGone', role: 'speaker', device: '', now: '' } });
    await expect.element(page.getByText('The speaker is gone: now using the system default.')).toBeVisible();
  });

  it('says what is wrong in one sentence, with what helps and the term beside it', async () => {
    const phone = await mountState('verdict-microphoneSilent');
    const sentence = page.getByText('They can’t hear you: your microphone is giving silence.');
    await expect.element(sentence).toBeVisible();
    await expect.element(page.getByText(/Is it muted by a switch on the headset/u)).toBeVisible();
    const path = everyElement().find(({ localName }) => localName === 'bw-call-path');
    expect(path).toMatchObject({ dataset: { verdict: 'microphoneSilent' } });
    expect(page.getByRole('button', { name: 'Reconnect the sound' }).elements()).toEqual([]);
    phone.judge({ name: 'noKeys', confidence: 'likely', unseen: ['systemVolume'] });
    await expect.element(page.getByText(/^Neither of you hears the other: probably/u)).toBeVisible();
    await expect.element(page.getByText('DTLS-SRTP')).toBeVisible();
    await expect.element(page.getByText('the system’s volume')).toBeVisible();
    expect(path).toMatchObject({ dataset: { verdict: 'noKeys' } });
  });

  it.each([
    ['pathDied', 'Reconnect the sound', ['repairSound', 'call-1']],
    [
      'microphoneGone',
      'Use the other microphone Jabra Evolve2 65 (USB)',
      ['chooseDevice', 'microphone', 'mic-2'],
    ],
    ['playbackStopped', 'Enable sound', ['enableSound']],
    ['speakerGone', 'Use the system’s speaker', ['chooseDevice', 'speaker', '']],
  ] as const)('has one button where a person can act: %s', async (name, words, command) => {
    const phone = await mountState(`verdict-${name}`);
    await button(words).click();
    expect(phone.commands).toEqual([command]);
  });

  it('leads to the list of microphones where no other is known', async () => {
    await windowOf(360, 740);
    const { state, ...rest } = GALLERY_STATES['verdict-microphoneShutOff']!();
    await mount({ ...state, devices: { ...DEVICES, microphones: DEVICES.microphones.slice(0, 2) } }, rest);
    await button('Choose a microphone').click();
    expect(focused()?.id).toBe('microphone');
    await expect.element(page.getByLabelText('Microphone', { exact: true })).toBeVisible();
    await windowOf(414, 896);
  });

  it('leaves what it can’t see to the figures while all is well', async () => {
    const phone = await mountState('call');
    phone.judge({ name: 'bothFlow', unseen: ['systemVolume'] });
    await expect.element(page.getByText('Not seen by the phone')).toBeVisible();
    expect(page.getByText('What the phone can’t see:').elements()).toEqual([]);
  });

  it.each(['theyMuted', 'theirMicrophoneSilent', 'theyDontPlay', 'theySendNothing'] as const)(
    'says so where there is nothing to do here: %s',
    async (name) => {
      await mountState(`verdict-${name}`);
      await expect.element(page.getByText(/nothing to mend here/iu)).toBeVisible();
      expect(everyElement().filter((element) => element.matches('.act'))).toEqual([]);
    },
  );

  it('tells what the phone tries, lets nobody begin it twice, and says once that it helped', async () => {
    const phone = await mountState('mending-relayRestart');
    const trying = page.getByText('Trying another path through the relay (ICE restart, relay only)…');
    await expect.element(trying).toBeVisible();
    const again = button('Reconnect the sound');
    await expect.element(again).toHaveAttribute('aria-disabled', 'true');
    (again.element() as HTMLElement).click();
    expect(phone.commands).toEqual([]);
    phone.judge(verdictState('bothFlow', { mending: { state: 'helped', step: 'relayRestart' } }).verdict);
    await expect.element(page.getByText('Sound is back.')).toBeVisible();
    expect(trying.elements()).toEqual([]);
    phone.judge(verdictState('noPath', { mending: { state: 'failed', step: undefined } }).verdict);
    await expect.element(page.getByText(/Hang up and call again, or try another network/u)).toBeVisible();
    await expect.element(again).toHaveAttribute('aria-disabled', 'false');
  });

  it('changes nothing that a screen reader follows while a second measures the same', async () => {
    const phone = await mountState('mending-restart');
    const live = (): Element | undefined =>
      everyElement().find((element) => element.matches('.sentence [aria-live=polite]'));
    await expect.poll(() => live()?.textContent).toMatch(/ICE restart/u);
    const changes: MutationRecord[] = [];
    const watch = new MutationObserver((records) => changes.push(...records));
    watch.observe(live()!, { childList: true, subtree: true, characterData: true });
    for (const rttMs of [40, 41, 42]) {
      phone.measure({ rttMs });
      await expect.element(page.getByText(`${String(rttMs)} ms`)).toBeVisible();
    }
    changes.push(...watch.takeRecords());
    expect(changes).toEqual([]);
    phone.judge({ name: 'bothFlow' });
    await expect.poll(() => changes.length).toBeGreaterThan(0);
    watch.disconnect();
  });

  it('has one notice of sound that the browser blocks: in the call that is not heard, or above all screens', async () => {
    const { state, ...rest } = GALLERY_STATES['verdict-playbackBlocked']!();
    const phone = await mount({ ...state, sound: 'blocked' }, rest);
    const banner = page.getByText(/holds back sound until you allow it/u);
    await expect.element(page.getByText(/the browser plays no sound before you allow it/u)).toBeVisible();
    expect(banner.elements()).toEqual([]);
    expect(button('Enable sound').elements()).toHaveLength(1);
    phone.judge({ name: 'bothFlow' });
    await expect.element(banner).toBeVisible();
  });

  it('names codec and path in words', async () => {
    await mount(
      { ...READY, call: established() },
      { vitals: { ...vitals('flowing', 'flowing'), path: 'relayTls' } },
    );
    await expect.element(page.getByText('Opus, 48 kHz')).toBeVisible();
    await expect.element(page.getByText('through a relay over TLS')).toBeVisible();
  });

  it('keeps the names Mute and Hold and carries their state in aria-pressed', async () => {
    const phone = await mount({ ...READY, call: established() });
    await expect.element(button('Mute')).toHaveAttribute('aria-pressed', 'false');
    await button('Mute').click();
    phone.become({ call: established({ muted: true, hold: 'local' }) });
    await expect.element(button('Mute')).toHaveAttribute('aria-pressed', 'true');
    await expect.element(button('Hold')).toHaveAttribute('aria-pressed', 'true');
    await button('Hold').click();
    await button('Hang up').click();
    expect(phone.commands).toEqual([
      ['setMuted', 'call-1', true],
      ['setHold', 'call-1', false],
      ['hangUp', 'call-1'],
    ]);
  });

  it('sends tones from the keyboard and shows what was sent', async () => {
    const phone = await mount({ ...READY, call: established() });
    await expect.element(button('Keypad')).toBeVisible();
    press('5');
    press('#');
    expect(phone.commands).toEqual([
      ['sendTone', 'call-1', '5'],
      ['sendTone', 'call-1', '#'],
    ]);
    await expect.element(page.getByText('5 #')).toBeVisible();
  });

  it('says that keys don’t reach them instead of counting them as sent', async () => {
    const phone = await mount({ ...READY, call: established() });
    press('5');
    phone.become({ call: established({ tonesRefused: true }) });
    await expect.element(page.getByText('Keys don’t reach them', { exact: false })).toBeVisible();
    await expect.element(page.getByText('Sent:')).not.toBeInTheDocument();
    await button('Keypad').click();
    await expect.element(page.getByText('Keys don’t reach them', { exact: false })).toBeVisible();
  });

  it('says that their side is heard already where no ringing was told', async () => {
    await mount({ ...READY, call: pending({ phase: 'proceeding', earlyMedia: true }) });
    await expect.element(page.getByText('Not answered yet: you hear their side already')).toBeVisible();
  });

  it('opens the keypad, and Escape closes it', async () => {
    const phone = await mount({ ...READY, call: established() });
    await button('Keypad').click();
    await expect.element(button('Keypad')).toHaveAttribute('aria-expanded', 'true');
    await button('9').click();
    expect(phone.commands).toEqual([['sendTone', 'call-1', '9']]);
    press('Escape');
    await expect.element(button('Keypad')).toHaveAttribute('aria-expanded', 'false');
  });

  it('chooses devices with native selects', async () => {
    const phone = await mount({ ...READY, call: established() });
    await page.getByText('Sound devices').click();
    await page.getByLabelText('Microphone', { exact: true }).selectOptions('Jabra Evolve2 65 (USB)');
    await page.getByLabelText('Ringer', { exact: true }).selectOptions('Built-in speakers');
    expect(phone.commands).toEqual([
      ['chooseDevice', 'microphone', 'mic-2'],
      ['chooseDevice', 'ringer', 'out-1'],
    ]);
  });

  it('explains why there is no speaker to choose', async () => {
    const devices = { microphones: [], outputs: [], outputSelectable: false };
    await mount({ ...READY, devices, call: established() });
    await page.getByText('Sound devices').click();
    await expect.element(page.getByText('This browser plays sound where the system says')).toBeVisible();
    expect(page.getByLabelText('Speaker', { exact: true }).query()).toBeNull();
  });

  it.each([
    [pending({ phase: 'calling' }), 'Calling…'],
    [pending({ phase: 'ringing' }), 'Ringing…'],
    [pending({ earlyMedia: true }), 'Ringing: you hear their side already'],
    [established({ hold: 'remote' }), 'They put you on hold'],
  ])('says where the call stands: %#', async (call, words) => {
    await mount({ ...READY, call });
    await expect.element(page.getByText(words, { exact: true })).toBeVisible();
  });

  it('shows a hostile name as text and runs nothing of it', async () => {
    await mount({
      ...READY,
      call: established({ remote: HOSTILE }),
      history: [entry('x', { remote: HOSTILE })],
    });
    await expect.element(page.getByRole('heading', { name: HOSTILE.displayName })).toBeVisible();
    expect(document.title).not.toBe('owned');
  });

  it('stays in sight as a bar on other screens', async () => {
    const phone = await mount({ ...READY, call: established() }, { hash: '#/history' });
    await expect.element(bar()).toBeVisible();
    await button('Mute').click();
    await button('Hang up').click();
    expect(phone.commands).toEqual([
      ['setMuted', 'call-1', true],
      ['hangUp', 'call-1'],
    ]);
  });

  it('tells both directions in the bar, and what is wrong where one stopped', async () => {
    const at = { hash: '#/history', vitals: vitals('flowing', 'flowing') };
    const phone = await mount({ ...READY, call: established() }, at);
    await expect
      .element(bar())
      .toHaveTextContent(/You to them\s+sound is flowing.*Them to you\s+sound is flowing/su);
    expect(bar().element().textContent).not.toContain('can’t hear');
    phone.measure(vitals('flowing', 'stopped'));
    await expect.element(bar()).toHaveTextContent(/You can’t hear them: nothing arrives/u);
    await expect.element(bar()).toHaveTextContent(/Them to you\s+no sound arriving/u);
  });

  it('mutes with M and holds with H wherever the focus is, or only on the call where the person wants it so', async () => {
    const phone = await mount({ ...READY, call: established() });
    await expect.poll(() => focused()?.getAttribute('aria-label')).toBe('Call with Maya Okafor');
    press('m');
    press('H');
    (focused() as HTMLElement).blur();
    expect(focused()).toBe(document.body);
    press('m');
    phone.become({ settings: { ...phone.store.state.settings, singleKeys: false } });
    press('m');
    expect(phone.commands).toEqual([
      ['setMuted', 'call-1', true],
      ['setHold', 'call-1', true],
      ['setMuted', 'call-1', true],
    ]);
  });

  it('takes typed pauses as parts of the keys, wherever the focus is', async () => {
    const phone = await mount({ ...READY, call: established() });
    await expect.element(button('Keypad')).toBeVisible();
    for (const key of ['1', ',', ';', '2']) press(key);
    expect(phone.commands).toEqual([
      ['sendTone', 'call-1', '1'],
      ['typePause', 'call-1', ','],
      ['typePause', 'call-1', ';'],
      ['sendTone', 'call-1', '2'],
    ]);
  });

  it('claims no sound from you to them before the answer', async () => {
    await mount({ ...READY, call: pending({ earlyMedia: true }) }, { vitals: vitals('flowing', 'flowing') });
    await expect.element(meter('You to them')).toHaveAttribute('aria-valuetext', 'not until they answer');
    await expect
      .element(meter('Them to you'))
      .toHaveAttribute('aria-valuetext', 'sound is flowing, 50 packets a second');
  });

  it.each([
    [SIGNED_IN, 'not even through the relay'],
    [DEMO_SIGNED_IN, 'A relay helps: see TURN under Network.'],
  ])('says what may help where no path was found: %#', async (account, words) => {
    await mount(
      { ...READY, ...signedInAs(account), call: established() },
      { vitals: { ...vitals('stopped', 'stopped'), path: 'unknown' } },
    );
    await expect.element(page.getByText(words)).toBeVisible();
    await expect.element(page.getByText('none found')).toBeVisible();
  });

  it('trusts flowing sound over the browser’s word that the device is offline', async () => {
    const phone = await mount(
      { ...READY, online: false, call: established() },
      { vitals: vitals('flowing', 'flowing') },
    );
    await expect.element(page.getByText('Sound flows both ways.')).toBeVisible();
    await expect.element(page.getByText('Your call goes on.')).toBeVisible();
    phone.measure(vitals('stopped', 'stopped'));
    await expect.element(page.getByText('No sound passes: this device seems to be offline.')).toBeVisible();
  });

  it.each([
    [320, 'relayUdp', ['You', 'Network', 'Relay', 'Them']],
    [390, 'relayTls', ['You', 'Network', 'Relay', 'Them']],
    [1280, 'relayTcp', ['You', 'Network', 'Relay', 'Them']],
    [320, 'direct', ['You', 'Network', 'Them']],
    [390, 'unknown', ['You', 'Network', 'Them']],
  ] as const)(
    'names what the sound passes and nothing else, in one row, at %i px: %s',
    async (width, path, names) => {
      await windowOf(width, 800);
      await mount({ ...READY, call: established() }, { vitals: { ...vitals('flowing', 'flowing'), path } });
      await expect.element(page.getByText('Network', { exact: true }).first()).toBeVisible();
      const stops = [...(everyElement().find((element) => element.matches('ol.names'))?.children ?? [])];
      const boxes = stops.map((name) => {
        const range = document.createRange();
        range.selectNodeContents(name);
        return range.getBoundingClientRect();
      });
      const dots = everyElement().filter((element) => element.matches('.stop'));
      const centre = ({ left, right }: DOMRect): number => (left + right) / 2;
      for (const [index, dot] of dots.entries())
        expect(Math.abs(centre(dot.getBoundingClientRect()) - centre(boxes[index + 1]!))).toBeLessThan(6);
      await windowOf(414, 896);
      expect(stops.map((name) => name.textContent)).toEqual(names);
      expect(dots).toHaveLength(names.length - 2);
      expect(new Set(boxes.map(({ top }) => Math.round(top))).size).toBe(1);
      for (const [index, box] of boxes.entries())
        expect(boxes[index + 1]?.left ?? Infinity).toBeGreaterThan(box.right + 4);
    },
  );

  it('shows a name without the controls that would turn the words around it', async () => {
    const remote = { ...MAYA, displayName: SPOOF };
    await mount({ ...READY, call: established({ remote }), history: [entry('x', { remote })] });
    await expect.element(page.getByRole('heading', { name: 'Bank moc.elpmaxe@troppus' })).toBeVisible();
    const shown = everyElement()
      .map((element) => element.textContent)
      .join('');
    expect(shown).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/u);
  });
});

describe('incoming call', () => {
  it('asks to answer or decline, whatever the screen', async () => {
    const phone = await mount({ ...READY, call: pending({ direction: 'incoming' }) }, { hash: '#/settings' });
    await expect.element(page.getByRole('alertdialog', { name: 'Incoming call Maya Okafor' })).toBeVisible();
    await button('Answer').click();
    await button('Decline').click();
    expect(phone.commands).toEqual([
      ['answer', 'call-1'],
      ['decline', 'call-1'],
    ]);
  });

  it('takes the focus from somebody who types, so that no key of theirs dials, answers or declines, and gives it back', async () => {
    const phone = await mount(READY);
    const field = page.getByRole('textbox', { name: 'Name, number or SIP address' });
    await field.fill('600');
    phone.become({ call: pending({ direction: 'incoming' }) });
    await expect.element(button('Answer')).toBeVisible();
    expect(focused()?.getAttribute('role')).toBe('alertdialog');
    expect(getComputedStyle(focused()!).outlineStyle).toBe('solid');
    await userEvent.keyboard('1{Enter} ad');
    expect(phone.commands).toEqual([]);
    await userEvent.tab();
    expect(focused()).toBe(button('Decline').element());
    await userEvent.tab();
    expect(focused()).toBe(button('Answer').element());
    phone.become({ call: undefined });
    await expect.poll(() => focused()).toBe(field.element());
    await expect.element(field).toHaveValue('600');
  });

  it('lets nothing behind it be reached', async () => {
    const phone = await mount(READY);
    phone.become({ call: pending({ direction: 'incoming' }) });
    await expect.element(button('Answer')).toBeVisible();
    expect(
      everyElement()
        .filter((element) => element instanceof HTMLElement && element.matches('.frame'))
        .map((element) => element instanceof HTMLElement && element.inert),
    ).toEqual([true]);
  });

  it.each([
    ['a', 'KeyA', 'answer'],
    ['ф', 'KeyA', 'answer'],
    ['D', 'KeyD', 'decline'],
  ])('is taken or declined by keys of its own: %s, %s', async (key, code, command) => {
    const phone = await mount(READY);
    phone.become({ call: pending({ direction: 'incoming' }) });
    await expect.element(button('Answer')).toHaveAttribute('aria-keyshortcuts', 'Control+Shift+A');
    await expect.element(button('Decline')).toHaveAttribute('aria-keyshortcuts', 'Control+Shift+D');
    const init = { key, code, ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new KeyboardEvent('keydown', { ...init, shiftKey: false }));
    document.body.dispatchEvent(new KeyboardEvent('keydown', { ...init, repeat: true }));
    expect(phone.commands).toEqual([]);
    document.body.dispatchEvent(new KeyboardEvent('keydown', init));
    expect(phone.commands).toEqual([[command, 'call-1']]);
  });

  it('brings the call screen forward once answered', async () => {
    const phone = await mount({ ...READY, call: pending({ direction: 'incoming' }) }, { hash: '#/settings' });
    await expect.element(button('Answer')).toBeVisible();
    phone.become({ call: established({ direction: 'incoming' }) });
    await expect.element(page.getByRole('region', { name: 'Call with Maya Okafor' })).toBeVisible();
  });
});

describe('ended call', () => {
  it('says what happened, why, what to do, and the code small', async () => {
    await mount({ ...READY, call: ended('busy', { statusCode: 486, reasonPhrase: 'Busy Here' }) });
    await expect.element(page.getByRole('heading', { name: 'They are on another call' })).toBeVisible();
    await expect.element(page.getByText('Their phone answered that the line is busy.')).toBeVisible();
    await expect.element(page.getByText('Try again in a few minutes.')).toBeVisible();
    await expect.element(page.getByText('SIP 486. The server said: Busy Here')).toBeVisible();
  });

  it('shows the receipt of both directions after a talk', async () => {
    const call = ended(undefined, {}, { answeredAtMs: Date.now() - 125_000 });
    await mount({ ...READY, call, history: [entry('call-1', { themToYou: 'broken' })] });
    await expect.element(page.getByText('2 min 5 sec')).toBeVisible();
    const receipt = page.getByRole('img', {
      name: 'You to them: sound flowed. Them to you: no sound got through.',
    });
    await expect.element(receipt.first()).toBeVisible();
  });

  it.each([
    ['flowed', 'flowed', 'Sound flowed both ways'],
    ['flowed', 'broken', 'You could not hear them'],
    ['lost', 'flowed', 'Your sound stopped on the way'],
    ['unconfirmed', 'flowed', 'Nobody confirmed that they heard you'],
    ['broken', 'broken', 'No sound got through'],
  ] as const)('says first what became of the sound: %s, %s', async (youToThem, themToYou, words) => {
    const call = ended(undefined, {}, { answeredAtMs: Date.now() - 5000 });
    await mount({ ...READY, call, history: [entry('call-1', { youToThem, themToYou })] });
    await expect.element(page.getByRole('region', { name: 'They hung up' })).toBeVisible();
    await expect.element(page.getByRole('heading', { level: 1, name: words })).toBeVisible();
  });

  it('goes away with Escape, and a typed digit begins the next number', async () => {
    const phone = await mount({ ...READY, call: ended('busy') });
    await expect.element(button('Dial again')).toBeVisible();
    press('Escape');
    press('7');
    expect(phone.commands).toEqual([
      ['dismissCall', 'call-1'],
      ['dismissCall', 'call-1'],
    ]);
    phone.become({ call: undefined });
    await expect.element(page.getByRole('textbox', { name: 'Name, number or SIP address' })).toHaveValue('7');
  });

  it('calls again or goes away', async () => {
    const phone = await mount({ ...READY, call: ended('noAnswer') });
    await button('Dial again').click();
    await button('Close').click();
    expect(phone.commands).toEqual([
      ['dial', 'sip:1002@pbx.example.com'],
      ['dismissCall', 'call-1'],
    ]);
  });

  it('says that it reconnects, what goes on meanwhile, and what becomes of what one does', async () => {
    const lost = unconnected({ phase: 'connecting', attempt: 2 });
    const call = established({ lost: 'server' });
    const phone = await mount({ ...READY, ...lost, call }, { vitals: vitals('flowing', 'flowing') });
    const words = (text: string | RegExp) => page.getByText(text).first();
    await expect.element(words('Reconnecting…')).toBeVisible();
    await expect.element(words(/the sound goes on/u)).toBeVisible();
    phone.measure(vitals('stopped', 'stopped'));
    await expect.element(words(/trying to reach both again/u)).toBeVisible();
    phone.become(signedInAs());
    phone.become({ call: established() });
    await expect.poll(() => words('Reconnecting…').query()).toBeNull();
  });

  it('follows a redirection only when told to', async () => {
    const call = ended('moved', { statusCode: 302, redirectTo: 'sip:1009@elsewhere.example' });
    const phone = await mount({ ...READY, call });
    expect(phone.commands).toEqual([]);
    await page.getByRole('button', { name: /Call.*1009@elsewhere\.example/u }).click();
    expect(phone.commands).toContainEqual(['dial', 'sip:1009@elsewhere.example']);
  });
});
