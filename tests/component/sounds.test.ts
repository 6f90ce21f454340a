// The phone's own sounds in a real browser: that they sound, and that nothing of them is left behind.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beep, play, stop } from '../../src/media/browser/score-player.ts';
import { browserSounds } from '../../src/media/browser/sounds.ts';
import type { Sounding } from '../../src/media/sounds.ts';

/** How many nodes are connected to something, counted from now on. */
function connections(): () => number {
  const { mock: on } = vi.spyOn(AudioNode.prototype, 'connect');
  const { mock: off } = vi.spyOn(AudioNode.prototype, 'disconnect');
  return () => new Set(on.contexts).size - new Set(off.contexts).size;
}

afterEach(() => {
  vi.restoreAllMocks();
});

const how: Sounding = { volume: 0.5, outputId: '', plan: 'northAmerica' };
const complain = (problem: unknown): never => {
  throw problem;
};

describe('sounds', () => {
  beforeEach(() => browserSounds(complain).enable());

  it.each([
    ['a key', () => beep([697, 1209], how)],
    [
      'the end of a call',
      () => {
        play('callEnded', how);
      },
    ],
  ])('lets go of %s once it has sounded', async (_name, sound) => {
    const connected = connections();
    sound();
    expect(connected()).toBeGreaterThan(2);
    await expect.poll(connected, { timeout: 5000 }).toBe(0);
  });

  it('lets go of a tone that is stopped in the middle', async () => {
    const connected = connections();
    play('ringback', how);
    expect(connected()).toBe(4);
    stop();
    await expect.poll(connected, { timeout: 5000 }).toBe(0);
  });

  it('begins no sound that was stopped while the player was on its way', async () => {
    const connected = connections();
    const sounds = browserSounds(complain);
    sounds.play('ring', how);
    sounds.stop();
    sounds.beep([697, 1209], { ...how, volume: 0 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(connected()).toBe(0);
    sounds.play('busy', how);
    await expect.poll(connected).toBeGreaterThan(0);
    sounds.stop();
  });
});
