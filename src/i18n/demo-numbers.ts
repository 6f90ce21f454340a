// What the demo plays at which number: a calm helper for a newcomer. The table stands in server/media/numbers.ts.
import { msg } from '@lit/localize';

export interface DemoHint {
  readonly number: string;
  readonly words: string;
}

/** Domain of every demo account. */
export const DEMO_DOMAIN = 'demo.bothways.invalid';

/** Numbers that show the phone at its best, then those that show what it notices. */
export function demoHints(): { readonly first: readonly DemoHint[]; readonly faults: readonly DemoHint[] } {
  return {
    first: [
      { number: '600', words: msg('Echo: you hear yourself') },
      { number: '601', words: msg('A steady tone') },
      { number: '610', words: msg('Rings you back after you hang up') },
      { number: '615', words: msg('A tone before the answer') },
    ],
    faults: [
      { number: '602', words: msg('They can’t hear you') },
      { number: '603', words: msg('You can’t hear them') },
      { number: '604', words: msg('Goes silent after 30 seconds') },
      { number: '605', words: msg('Choppy sound') },
      { number: '607', words: msg('Answers, but no sound path opens') },
      { number: '611', words: msg('Busy') },
      { number: '613', words: msg('Declined') },
    ],
  };
}
