// Settings, Sound: what the browser does to the voice.
import { page } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { openMicrophone } from '../../src/media/browser/microphone.ts';
import { mount } from './mount.ts';
import { READY } from './samples.ts';

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
