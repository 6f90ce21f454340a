// Who hears whom in a conference: a law for any number of parties in any state.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NEW_PARTY, whoHearsWhom, type PartyState } from '../../../src/media/conference.ts';

const party = fc.record({ isHeard: fc.boolean(), isPlayed: fc.boolean(), isHeld: fc.boolean() });
const parties = fc.array(party, { maxLength: 6 });

const named = (states: readonly PartyState[]): ReadonlyMap<string, PartyState> =>
  new Map(states.map((state, index) => [String(index), state]));

it('lets each hear all others that are heard, never itself, and nobody on hold', () => {
  fc.assert(
    fc.property(parties, (states) => {
      const all = named(states);
      const rule = whoHearsWhom(all);
      expect([...rule.keys()]).toEqual([...all.keys()]);
      for (const [listener, heard] of rule) {
        for (const [speaker, { isHeard, isHeld }] of all) {
          const may = speaker !== listener && isHeard && !isHeld && all.get(listener)?.isHeld === false;
          expect(heard.has(speaker)).toBe(may);
        }
      }
    }),
  );
});

it('does not depend on whom we hear ourselves', () => {
  fc.assert(
    fc.property(parties, (states) => {
      const deaf = states.map((state) => ({ ...state, isPlayed: false }));
      expect(whoHearsWhom(named(deaf))).toEqual(whoHearsWhom(named(states)));
    }),
  );
});

it('joins whoever comes in with everybody', () => {
  const rule = whoHearsWhom(
    new Map([
      ['a', NEW_PARTY],
      ['b', NEW_PARTY],
      ['c', NEW_PARTY],
    ]),
  );
  expect([...rule].map(([id, heard]) => [id, [...heard].join('')])).toEqual([
    ['a', 'bc'],
    ['b', 'ac'],
    ['c', 'ab'],
  ]);
});
