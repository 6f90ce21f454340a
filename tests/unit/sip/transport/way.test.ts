import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inUse,
  isKnown,
  isUnanswered,
  nextWay,
  type Way,
  type WayEvent,
} from '../../../../src/sip/transport/way.ts';

type Event = WayEvent<string>;
const opened = (connection: string): Event => ({ kind: 'opened', connection });
const through = (...events: readonly Event[]): Way<string> =>
  events.reduce<Way<string>>((way, event) => nextWay(way, event), { kind: 'none' });

describe('the connection in use', () => {
  it('waits for the server’s first word, which may be no', () => {
    expect(isUnanswered(through(opened('a')))).toBe(true);
    const refused = through(opened('a'), { kind: 'refused' });
    expect([isUnanswered(refused), isKnown(refused), inUse(refused)]).toEqual([false, false, 'a']);
    expect(isKnown(nextWay(refused, { kind: 'accepted' }))).toBe(true);
  });

  it('stays known to a server that refuses a refresh', () => {
    expect(through(opened('a'), { kind: 'accepted' }, { kind: 'refused' }).kind).toBe('accepted');
  });

  it('is not used while it is silent, and tells the server again when it speaks', () => {
    const silent = through(opened('a'), { kind: 'accepted' }, { kind: 'fellSilent' });
    expect(inUse(silent)).toBeUndefined();
    const returned = nextWay(silent, { kind: 'spoke' });
    expect([inUse(returned), isKnown(returned), isUnanswered(returned)]).toEqual(['a', true, true]);
    expect(through(opened('a'), { kind: 'fellSilent' }, { kind: 'spoke' }).kind).toBe('opened');
  });

  it('is the newest that was opened, whatever came before', () => {
    const event = fc.constantFrom<Event>(
      { kind: 'accepted' },
      { kind: 'refused' },
      { kind: 'fellSilent' },
      { kind: 'spoke' },
      { kind: 'left' },
      opened('a'),
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const way = through(...events, opened('b'));
        expect([inUse(way), isKnown(way), isUnanswered(way)]).toEqual(['b', false, true]);
        const gone = nextWay(way, { kind: 'left' });
        expect(nextWay(nextWay(gone, { kind: 'spoke' }), { kind: 'accepted' })).toEqual({ kind: 'none' });
      }),
    );
  });
});
