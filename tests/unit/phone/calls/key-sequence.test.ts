// Keys one after another: what is sent and what is left are, together, what was asked for, whatever happens in between.
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { KeySequence } from '../../../../src/phone/calls/key-sequence.ts';
import { isTone, type PendingKeys, type Tone } from '../../../../src/sip/dtmf.ts';
import { FakeClock } from '../../../doubles/fake-clock.ts';

const TIMES = { toneMs: 120, gapMs: 70 };

/** Sends tones as a browser does: a run handed over, then each as it begins. */
class Sender {
  readonly clock = new FakeClock();
  readonly runs: string[] = [];
  sent = '';
  left: PendingKeys | undefined;
  #waiting: Tone[] = [];
  readonly sequence = new KeySequence(this.clock, () => TIMES, {
    send: (run) => {
      this.runs.push(run.join(''));
      this.#waiting.push(...run);
    },
    drop: () => this.#waiting.splice(0).length,
    left: (keys) => (this.left = keys),
  });

  begin(count = this.#waiting.length): void {
    for (const tone of this.#waiting.splice(0, count)) {
      this.sent += tone;
      this.sequence.sent(tone);
    }
  }

  /** A tone begins, and nobody has said so yet when something else happens. */
  beginUnheard(): void {
    this.sent += this.#waiting.shift() ?? '';
  }

  start(keys: string): void {
    this.sequence.start({ kind: 'tones', keys, phase: 'going' });
  }
}

let sender: Sender;
beforeEach(() => {
  sender = new Sender();
});

describe('a sequence', () => {
  it('hands a run without a pause on whole, and waits two seconds behind its last tone for each comma', () => {
    sender.start('55,,12');
    sender.begin();
    expect(sender.runs).toEqual(['55']);
    sender.clock.advance(4189);
    expect(sender.runs).toEqual(['55']);
    sender.clock.advance(1);
    expect(sender.runs).toEqual(['55', '12']);
    sender.begin();
    expect(sender.left).toBeUndefined();
  });

  it('shows what has not begun', () => {
    sender.start('123,4');
    expect(sender.left?.keys).toBe('123,4');
    sender.begin(2);
    expect(sender.left).toEqual({ kind: 'tones', keys: '3,4', phase: 'going' });
  });

  it('waits at a semicolon until the person goes on', () => {
    sender.start('1;2,;3');
    sender.begin();
    sender.clock.advance(60_000);
    expect([sender.sent, sender.left]).toEqual(['1', { kind: 'tones', keys: '2,;3', phase: 'waiting' }]);
    sender.sequence.goOn();
    sender.begin();
    sender.clock.advance(60_000);
    expect([sender.sent, sender.left?.phase, sender.left?.keys]).toEqual(['12', 'waiting', '3']);
  });

  it('keeps what had not begun when it is stopped, even where a tone began unheard', () => {
    sender.start('1234');
    sender.begin(1);
    sender.beginUnheard();
    sender.sequence.stop();
    expect([sender.sent, sender.left]).toEqual(['12', { kind: 'tones', keys: '34', phase: 'waiting' }]);
    sender.sequence.goOn();
    sender.begin();
    expect([sender.sent, sender.left]).toEqual(['1234', undefined]);
  });

  it('that is stopped in a pause goes on without the rest of it', () => {
    sender.start('1,,2');
    sender.begin();
    sender.sequence.stop();
    sender.clock.advance(60_000);
    expect(sender.sent).toBe('1');
    sender.sequence.goOn();
    expect(sender.runs).toEqual(['1', '2']);
  });

  it('takes another behind it, and before what waits for the person', () => {
    sender.start('12');
    sender.start('34');
    sender.begin();
    sender.begin();
    expect(sender.sent).toBe('1234');
    sender.start(';9');
    sender.start('5');
    sender.begin();
    expect([sender.sent, sender.left?.keys]).toEqual(['12345', '9']);
  });

  it('leaves nothing when it is cleared', () => {
    for (const keys of ['12', ',1', ';1']) {
      sender.start(keys);
      sender.sequence.clear();
      sender.begin();
      sender.clock.advance(60_000);
      expect([sender.sent, sender.left]).toEqual(['', undefined]);
    }
  });

  it('ignores tones that are not its own', () => {
    sender.start(';12');
    expect(sender.sequence.sent('1')).toBe(false);
    expect(sender.left?.keys).toBe('12');
  });
});

describe('whatever happens', () => {
  const MOVES = ['begin', 'beginUnheard, stop', 'tick', 'pause', 'stop', 'goOn', 'start'] as const;
  const moves = fc.array(fc.constantFrom(...MOVES), { maxLength: 40 });
  const toneKeys = (keys: string): string => Array.from(keys).filter(isTone).join('');

  it('every key is sent once or is left, and the keys of one sequence keep their order', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\d,;]{1,12}$/u), moves, (keys, all) => {
        const one = new Sender();
        one.start(keys);
        let asked = toneKeys(keys);
        let more = 0;
        for (const move of all) {
          if (move === 'begin') one.begin(1);
          else if (move === 'beginUnheard, stop') {
            one.beginUnheard();
            one.sequence.stop();
          } else if (move === 'tick') one.clock.advance(200);
          else if (move === 'pause') one.clock.advance(2100);
          else if (move === 'start' && more < 2) {
            more += 1;
            // Letters, to tell them apart.
            one.start('A,B');
            asked += 'AB';
          } else if (move === 'stop') one.sequence.stop();
          else if (move === 'goOn') one.sequence.goOn();
          const whole = one.sent + toneKeys(one.left?.keys ?? '');
          expect(Array.from(whole).sort().join('')).toBe(Array.from(asked).sort().join(''));
          expect(whole.replace(/[AB]/gu, '')).toBe(toneKeys(keys));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('all is sent where the person goes on until nothing is left', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\d,;]{1,20}$/u), (keys) => {
        const one = new Sender();
        one.start(keys);
        for (let step = 0; step < 60 && one.left !== undefined; step += 1) {
          one.begin();
          one.clock.advance(2300);
          one.sequence.goOn();
        }
        expect([one.sent, one.left]).toEqual([toneKeys(keys), undefined]);
      }),
    );
  });
});
