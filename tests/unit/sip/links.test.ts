import { describe, expect, it } from 'vitest';
import {
  GIVE_UP_AFTER_MS,
  giveUpAtMs,
  lostIn,
  nextLinks,
  nextTimeMs,
  WHOLE,
  type LinkEvent,
  type Links,
  type LinkStep,
} from '../../../src/sip/links.ts';

/** Lets events come at their times; returns the end, and what was to be done when. */
function through(...events: readonly (readonly [atMs: number, event: LinkEvent])[]): {
  links: Links;
  steps: (readonly [number, LinkStep])[];
} {
  let links = WHOLE;
  const steps: (readonly [number, LinkStep])[] = [];
  for (const [atMs, event] of events) {
    const turn = nextLinks(links, event, atMs);
    links = turn.links;
    if (turn.step !== undefined) steps.push([atMs, turn.step]);
  }
  return { links, steps };
}

const stalled: LinkEvent = { kind: 'soundStalled', isDoubted: false };
const broken: LinkEvent = { kind: 'soundBroken' };
const flows: LinkEvent = { kind: 'soundFlows' };
const lost: LinkEvent = { kind: 'serverLost' };
const back: LinkEvent = { kind: 'serverBack' };
const time: LinkEvent = { kind: 'timePassed' };

describe('sound that stays away', () => {
  it('is waited for while it may mean nothing', () => {
    const { links, steps } = through([0, stalled], [1000, stalled]);
    expect(steps).toEqual([]);
    expect(lostIn(links)).toBeUndefined();
    expect(nextTimeMs(links)).toBeUndefined();
  });

  it('is sought at once where ICE has no path, and again after 4, 8, 15 and 15 s', () => {
    let turn = nextLinks(WHOLE, broken, 0);
    const times = [0];
    for (let round = 0; round < 4; round += 1) {
      const atMs = nextTimeMs(turn.links) ?? 0;
      turn = nextLinks(turn.links, time, atMs);
      expect(turn.step).toBe('restart');
      times.push(atMs);
    }
    expect(times).toEqual([0, 4000, 12_000, 27_000, 42_000]);
    expect(lostIn(turn.links)).toBe('sound');
  });

  it('is sought at once where it stalls right after another connection, or a restart would not help', () => {
    expect(through([0, lost], [100, back], [5000, stalled]).steps.at(-1)).toEqual([5000, 'restart']);
    expect(through([0, lost], [100, back], [5100, stalled]).steps).toEqual([[100, 'offer']]);
    expect(through([0, { kind: 'soundStalled', isDoubted: true }]).steps).toEqual([[0, 'restart']]);
  });

  it('is not sought twice at a time, and no more once it is back', () => {
    expect(through([0, broken], [10, broken], [20, stalled]).steps).toEqual([[0, 'restart']]);
    const { links } = through([0, broken], [10, flows]);
    expect(links.sound).toEqual({ kind: 'flows' });
    expect(nextTimeMs(links)).toBeUndefined();
    expect(through([0, broken], [10, flows], [5000, time]).steps).toEqual([[0, 'restart']]);
  });
});

describe('a server that is lost', () => {
  it('is told, and learns our address when it is back', () => {
    expect(lostIn(through([0, lost]).links)).toBe('server');
    const { links, steps } = through([0, lost], [9, back]);
    expect(lostIn(links)).toBeUndefined();
    expect(steps).toEqual([[9, 'offer']]);
  });

  it('brings a restart with it where the sound is lost as well', () => {
    const { links, steps } = through([0, stalled], [5, lost], [9, back]);
    expect(steps).toEqual([[9, 'restart']]);
    expect(lostIn(links)).toBeUndefined();
    expect(lostIn(through([0, broken], [5, lost]).links)).toBe('both');
  });
});

describe('giving up', () => {
  it('asks for a minute without sound and without the server, both', () => {
    expect(giveUpAtMs(through([5, stalled]).links)).toBeUndefined();
    expect(giveUpAtMs(through([5, lost]).links)).toBeUndefined();
    expect(giveUpAtMs(through([1000, stalled], [9000, lost]).links)).toBe(9000 + GIVE_UP_AFTER_MS);
    expect(giveUpAtMs(through([1000, lost], [9000, broken]).links)).toBe(9000 + GIVE_UP_AFTER_MS);
  });

  it('comes at its time, and not when either is back', () => {
    const ending = [
      [0, stalled],
      [10, lost],
    ] as const;
    expect(through(...ending, [10 + GIVE_UP_AFTER_MS, time]).steps).toEqual([
      [10 + GIVE_UP_AFTER_MS, 'giveUp'],
    ]);
    expect(through(...ending, [20, flows], [10 + GIVE_UP_AFTER_MS, time]).steps).toEqual([]);
  });
});
