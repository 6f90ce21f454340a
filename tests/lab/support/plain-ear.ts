// Who is heard at the plain phone, and what leaves it, by what goes over its cable.
import { expect } from '@playwright/test';
import { voicesIn } from '../servers/baresip/pcmu.ts';
import type { Lab } from './lab-test.ts';

interface Heard {
  /** Whose tones come, as `heardBy` says it: `a b`. */
  readonly voices: string;
  readonly says: 'something' | 'nothing' | 'too little to tell';
}

/** Of the 35 packets of 20 ms that one listen could bring: from so many on it is speech, and up to so few it is none. */
const SPEECH = 20;
const STRAY = 2;

async function listen({ servers }: Lab): Promise<Heard> {
  const { sent, received, samples } = await servers.baresip.wire();
  const voices = voicesIn(samples);
  return {
    voices: voices !== '' && received < SPEECH ? `too little of ${voices}` : voices,
    says: sent >= SPEECH ? 'something' : sent <= STRAY ? 'nothing' : 'too little to tell',
  };
}

/** Waits until exactly these arrive at the plain phone, and it speaks, or does not. */
async function until(lab: Lab, wanted: Heard): Promise<void> {
  await expect.poll(() => listen(lab), { timeout: 20_000, intervals: [0] }).toEqual(wanted);
}

/** Waits until these are heard at the plain phone, and it speaks. */
export const plainHears = (lab: Lab, voices: string): Promise<void> =>
  until(lab, { voices, says: 'something' });

/** Waits until nobody is heard at the plain phone, which says nothing itself. */
export const plainRests = (lab: Lab): Promise<void> => until(lab, { voices: '', says: 'nothing' });
