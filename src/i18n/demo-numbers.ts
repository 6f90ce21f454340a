// What the demo plays at which number: a calm helper for a newcomer. The table stands in server/media/numbers.ts.
import { msg } from '@lit/localize';

export interface DemoHint {
  readonly number: string;
  readonly words: string;
}

export interface DemoHints {
  /** Numbers that show the phone at its best. */
  readonly first: readonly DemoHint[];
  /** Calls whose sound has a fault that the phone notices. */
  readonly faults: readonly DemoHint[];
  /** Calls that nobody takes. */
  readonly refusals: readonly DemoHint[];
}

/** Domain of every demo account. */
export const DEMO_DOMAIN = 'demo.bothways.invalid';

/** Every number of the demo and what happens there. */
export function demoHints(): DemoHints {
  return {
    first: [
      { number: '600', words: msg('Echo: you hear yourself') },
      { number: '601', words: msg('A steady tone') },
      { number: '610', words: msg('Calls you 3 seconds after you hang up') },
      { number: '615', words: msg('You hear a tone before the answer') },
      { number: '622', words: msg('Asks to connect you with 601') },
    ],
    faults: [
      { number: '602', words: msg('You hear them, they don’t hear you') },
      { number: '603', words: msg('They hear you, you don’t hear them') },
      { number: '604', words: msg('Echo that falls silent after 30 seconds') },
      { number: '605', words: msg('Choppy echo: one packet in five is lost') },
      { number: '606', words: msg('Open line, but they are silent') },
      { number: '607', words: msg('Answers, but no path for the sound opens') },
      { number: '608', words: msg('Silent after 30 seconds, until reconnected') },
    ],
    refusals: [
      { number: '611', words: msg('Busy') },
      { number: '612', words: msg('Rings, and nobody answers') },
      { number: '613', words: msg('Declined') },
      { number: '614', words: msg('No such number') },
    ],
  };
}
