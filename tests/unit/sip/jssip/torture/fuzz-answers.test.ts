// Damaged answers to calls of ours: no call stays open without an end in words.
import { expect, it, vi } from 'vitest';
import { AnswerFlood } from '../../../../doubles/sip/fuzz/answers.ts';

/** `npm run bench -- sip-fuzz` makes them many more. */
const ANSWERS = Number(process.env['BOTHWAYS_FUZZ'] ?? 1200);
const FEW_TIMERS = 8;

it(
  `ends every call in words, whatever answers it (${ANSWERS.toLocaleString('en')} damaged answers)`,
  { timeout: 60 * 60_000 },
  async () => {
    const flood = await AnswerFlood.open(3261);
    await flood.send(ANSWERS);
    expect(flood.escaped).toEqual([]);
    expect(flood.loose.slice(0, 2)).toEqual([]);
    // The kinds of ends that damage leads to: the flood reaches beyond refusals.
    for (const cause of ['busy', 'answerUnreadable', 'moved', 'askedForPassword', 'local'])
      expect([...flood.ends.keys()]).toContain(cause);
    expect(vi.getTimerCount()).toBeLessThan(FEW_TIMERS);
    await flood.close();
  },
);
