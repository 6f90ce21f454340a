// What waits for the sound, and for how long.
import { beforeEach, describe, expect, it } from 'vitest';
import { WhatCanWait } from '../../../src/phone/what-can-wait.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';

let clock: FakeClock;
let wait: WhatCanWait;
let done: string[];

const ask = (name: string): void => {
  wait.do(() => done.push(name));
};

beforeEach(() => {
  clock = new FakeClock();
  wait = new WhatCanWait(clock);
  done = [];
});

describe('what can wait', () => {
  it('is done at once where nothing is set up', () => {
    ask('write');
    expect(done).toEqual(['write']);
  });

  it('waits until the last of those that are set up stands, and keeps its order', () => {
    const [endOne, endOther] = [wait.hold(), wait.hold()];
    ask('write');
    ask('learn');
    endOne();
    expect(done).toEqual([]);
    endOther();
    expect(done).toEqual(['write', 'learn']);
  });

  it('waits no longer than 5 s for any of them', () => {
    wait.hold();
    ask('write');
    clock.advance(4999);
    expect(done).toEqual([]);
    clock.advance(1);
    expect(done).toEqual(['write']);
  });

  it('is held by nobody twice: an end that is told again ends nothing else', () => {
    const end = wait.hold();
    end();
    wait.hold();
    end();
    ask('write');
    expect(done).toEqual([]);
  });

  it('may ask for more, and may begin to set something up', () => {
    const end = wait.hold();
    wait.do(() => {
      done.push('first');
      wait.hold();
      ask('third');
    });
    ask('second');
    end();
    expect(done).toEqual(['first']);
    clock.advance(5000);
    expect(done).toEqual(['first', 'second', 'third']);
  });
});
