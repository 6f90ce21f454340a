// Who is heard at the plain phone, and what leaves it, by what goes over its cable.
import { expect } from '@playwright/test';
import { voicesIn } from '../servers/baresip/pcmu.ts';
import type { Lab } from './lab-test.ts';

interface Heard {
  /** Whose tones come, as `heardBy` says it: `a b`. */
  readonly voices: string;
  readonly speaks: boolean;
}

/** Packets of 20 ms in a second, less what the start of listening takes. */
const SPEAKING = 20;

async function listen({ servers }: Lab): Promise<Heard> {
  const { sent, received, samples } = await servers.baresip.wire();
  const voices = voicesIn(samples);
  // A tone in a few stray packets is no sound.
  return { voices: voices !== '' && received < SPEAKING ? 'too little' : voices, speaks: sent > SPEAKING };
}

/** Waits until exactly these arrive at the plain phone, and it speaks, or does not. */
async function until(lab: Lab, wanted: Heard): Promise<void> {
  await expect.poll(() => listen(lab), { timeout: 20_000, intervals: [0] }).toEqual(wanted);
}

/** Waits until these are heard at the plain phone, and it speaks. */
export const plainHears = (lab: Lab, voices: string): Promise<void> => until(lab, { voices, speaks: true });

/** Waits until nobody is heard at the plain phone, which says nothing itself. */
export const plainRests = (lab: Lab): Promise<void> => until(lab, { voices: '', speaks: false });
