// Settings, Sound: what the browser does to the voice, and the tests of the devices.
import { page } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { followPermission } from '../../src/media/browser/microphone-permission.ts';
import { recordSound } from '../../src/media/browser/sound-recorder.ts';
import { judgeMicrophone } from '../../src/media/microphone-check.ts';
import type { MicrophonePermission } from '../../src/media/microphone-permission.ts';
import { openMicrophone } from '../../src/media/browser/microphone.ts';
import { mount } from './mount.ts';
import { READY, ended, established } from './samples.ts';

afterEach(() => {
  document.body.replaceChildren();
});

describe('what the browser does to the voice', () => {
  it('is all on at first, and each part can be switched off by itself', async () => {
    const phone = await mount(READY, { hash: '#/settings' });
    for (const name of ['Remove echo', 'Reduce background noise', 'Even out the volume'])
      await expect.element(page.getByRole('checkbox', { name, exact: true })).toBeChecked();
    await page.getByRole('checkbox', { name: 'Reduce background noise' }).click();
    expect(phone.commands).toEqual([['changeSettings', { noiseSuppression: false }]]);
    await expect.element(page.getByRole('checkbox', { name: 'Reduce background noise' })).not.toBeChecked();
  });

  it('is what the browser is asked for, also beside a microphone that is open with something else', async () => {
    const on = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    const off = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    const [first, second] = [await openMicrophone('', on), await openMicrophone('', off)];
    const got = [first, second].map((result) => {
      if (result.kind !== 'opened') throw new Error('the fake microphone opens');
      const track = (result.microphone.stream as MediaStream).getAudioTracks()[0]!;
      const { echoCancellation, noiseSuppression, autoGainControl } = track.getSettings();
      result.microphone.stop();
      expect(track.readyState).toBe('ended');
      return { echoCancellation, noiseSuppression, autoGainControl };
    });
    expect(got).toEqual([on, off]);
  });
});

describe('the tests of the devices', () => {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const show = (options = {}) => mount(READY, { hash: '#/settings', ...options });

  it('begin only when asked, each with its own device', async () => {
    const phone = await show();
    await expect.element(button('Test microphone')).toBeVisible();
    expect(phone.commands).toEqual([]);
    for (const name of ['Test speaker', 'Test ringer', 'Test microphone']) await button(name).click();
    expect(phone.commands).toEqual([['testSound', 'speaker'], ['testSound', 'ringer'], ['testMicrophone']]);
  });

  it('show the level while the microphone records, and can be stopped', async () => {
    const phone = await show({ test: { phase: 'recording' } });
    phone.testLevel = 0.5;
    const meter = page.getByRole('meter', { name: 'Level of your microphone' });
    await expect.element(meter).toHaveAttribute('aria-valuenow', '50');
    await button('Stop the test').click();
    expect(phone.commands).toEqual([['endMicrophoneTest']]);
  });

  it('say in words what was found, and with which microphone', async () => {
    await show({ test: { phase: 'done', verdict: 'silent', label: 'Jabra' } });
    await expect.element(page.getByText('Your microphone is giving silence')).toBeVisible();
    await expect.element(page.getByText('Tested: Jabra')).toBeVisible();
  });

  it('end when the screen is left', async () => {
    const phone = await show({ test: { phase: 'recording' } });
    await expect.element(button('Stop the test')).toBeVisible();
    location.hash = '#/phone';
    await expect.poll(() => phone.commands).toEqual([['endMicrophoneTest']]);
  });

  it('leave the microphone to a call', async () => {
    const phone = await mount({ ...READY, call: established() }, { hash: '#/settings' });
    await expect.element(page.getByText('The microphone can be tested after the call.')).toBeVisible();
    (button('Test microphone').element() as HTMLElement).click();
    expect(phone.commands).toEqual([]);
  });
});

describe('a recording', () => {
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const tone = (hertz: number, loud: number) => {
    const context = new AudioContext();
    const [source, gain, target] = [
      context.createOscillator(),
      context.createGain(),
      context.createMediaStreamDestination(),
    ];
    source.frequency.value = hertz;
    gain.gain.value = loud;
    source.connect(gain).connect(target);
    source.start();
    return { stream: target.stream, stop: () => void context.close() };
  };

  it.each([
    ['heard', 0.3],
    ['quiet', 0.003],
    ['silent', 0],
  ] as const)('is judged as %s at a gain of %d', async (verdict, loud) => {
    const microphone = tone(440, loud);
    const recording = await recordSound(microphone);
    await wait(600);
    const clip = await recording.finish();
    microphone.stop();
    expect(judgeMicrophone(clip.windows)).toBe(verdict);
  });

  it('is played to its end, and stops when it is released', async () => {
    const microphone = tone(440, 0.3);
    const recording = await recordSound(microphone);
    await wait(500);
    const clip = await recording.finish();
    microphone.stop();
    const startedAt = performance.now();
    await clip.play('');
    expect(performance.now() - startedAt).toBeGreaterThan(300);
    const again = clip.play('');
    clip.release();
    await again;
  });

  it('says so where the microphone is none of this browser', async () => {
    await expect(recordSound({ stream: {} })).rejects.toThrow(TypeError);
  });
});

describe('a blocked microphone', () => {
  const HOW = 'How to allow the microphone in this browser:';

  it('shows what to click in this browser, until it is allowed', async () => {
    const permission = { state: 'denied', browser: 'firefox', system: 'windows' } as const;
    const phone = await mount({ ...READY, permission }, { hash: '#/settings' });
    await expect.element(page.getByText(HOW)).toBeVisible();
    await expect.element(page.getByText('Click the crossed-out microphone')).toBeVisible();
    phone.become({ permission: { ...permission, state: 'granted' } });
    await expect.poll(() => page.getByText(HOW).elements()).toEqual([]);
  });

  it('shows it after a test that was refused, also where the browser tells nothing beforehand', async () => {
    await mount(READY, { hash: '#/settings', test: { phase: 'failed', cause: 'microphoneRefused' } });
    await expect.element(page.getByText(HOW)).toBeVisible();
  });

  it('shows it where a call failed, and says when it is allowed', async () => {
    const phone = await mount({ ...READY, call: ended('microphoneRefused') });
    await expect.element(page.getByText(HOW)).toBeVisible();
    phone.become({ permission: { state: 'granted', browser: 'chromium', system: 'linux' } });
    await expect.element(page.getByText('The microphone is allowed now.')).toBeVisible();
  });

  it('shows nothing of it while all is well', async () => {
    await mount({ ...READY, call: ended('busy') });
    await expect.element(page.getByRole('button', { name: 'Dial again' })).toBeVisible();
    expect(page.getByText(HOW).elements()).toEqual([]);
  });

  it('is known before anybody calls', async () => {
    const told: MicrophonePermission[] = [];
    await followPermission((permission) => told.push(permission));
    expect(told).toEqual([{ state: 'granted', browser: 'chromium', system: 'linux' }]);
  });
});
