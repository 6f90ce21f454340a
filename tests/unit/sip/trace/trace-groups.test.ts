import { describe, expect, it } from 'vitest';
import { keepable, traceEntry, type TraceEntry } from '../../../../src/sip/trace/trace-entry.ts';
import {
  DEFAULT_FILTER,
  filterGroups,
  groupTrace,
  type TraceFilter,
} from '../../../../src/sip/trace/trace-groups.ts';
import { SERVER, sipText, storyTrace } from '../../../doubles/sip-messages.ts';

const GROUPS = groupTrace(storyTrace(200_000));
const shown = (change: Partial<TraceFilter>): (readonly [string, number])[] =>
  filterGroups(GROUPS, { ...DEFAULT_FILTER, ...change }).map(({ key, entries }) => [key, entries.length]);

function one(direction: 'in' | 'out', start: string, method: string, from: string, to: string): TraceEntry {
  const text = sipText({ start, cseq: `1 ${method}`, from, to });
  return traceEntry(0, keepable({ atMs: 1, direction, server: SERVER, text }));
}

describe('the groups', () => {
  it('are the calls by Call-ID and the rest by topic, the newest first', () => {
    expect(GROUPS.map(({ key, party, entries }) => [key, party, entries.length])).toEqual([
      ['call/b', '614', 3],
      ['call-a', '1002', 8],
      ['keepAlive', '', 2],
      ['registration', '', 4],
    ]);
  });

  it.each([
    ['out', 'INVITE sip:h SIP/2.0', 'me', 'them'],
    ['in', 'INVITE sip:h SIP/2.0', 'them', 'me'],
    ['in', 'SIP/2.0 200 OK', 'me', 'them'],
    ['out', 'SIP/2.0 200 OK', 'them', 'me'],
  ] as const)('name the other party of %s %s', (direction, start, from, to) => {
    expect(groupTrace([one(direction, start, 'INVITE', from, to)])[0]?.party).toBe('them');
  });

  it('take a NOTIFY and an OPTIONS inside a call as part of it', () => {
    const call = ['INVITE', 'NOTIFY', 'OPTIONS'].map((method) =>
      one('out', `${method} sip:h SIP/2.0`, method, 'me', 'them'),
    );
    expect(groupTrace(call)).toHaveLength(1);
    expect(groupTrace(call.slice(1)).map(({ topic }) => topic)).toEqual(['keepAlive', 'other']);
  });

  it('do not mistake a Call-ID for a topic', () => {
    const text = sipText({ start: 'INVITE sip:h SIP/2.0', cseq: '1 INVITE', callId: 'registration' });
    const call = traceEntry(0, { atMs: 1, direction: 'out', server: SERVER, text });
    const register = one('out', 'REGISTER sip:h SIP/2.0', 'REGISTER', 'me', 'me');
    expect(groupTrace([call, { ...register, sipCallId: 'r' }])).toHaveLength(2);
  });
});

describe('the groups of messages that name their call', () => {
  const of = (sipCallId: string, rest: Partial<TraceEntry> = {}): TraceEntry => ({
    ...one('out', 'INVITE sip:h SIP/2.0', 'INVITE', 'me', 'them'),
    sipCallId,
    ...rest,
  });

  it('are one for a call that was dialled anew, with both Call-IDs', () => {
    const [group, ...others] = groupTrace([of('a', { callId: 'mine' }), of('b', { callId: 'mine' })]);
    expect(group).toMatchObject({ key: 'mine', topic: 'call', sipCallIds: ['a', 'b'] });
    expect(others).toEqual([]);
  });

  it('take in a late message that names none', () => {
    const late = { ...one('in', 'BYE sip:h SIP/2.0', 'BYE', 'them', 'me'), sipCallId: 'a' };
    expect(groupTrace([of('a', { callId: 'mine' }), late]).map(({ key }) => key)).toEqual(['mine']);
  });

  it('keep a call between two accounts of this phone apart, which has one Call-ID at both', () => {
    const outgoing = of('a', { callId: 'going', accountId: 'work' });
    const incoming = of('a', { callId: 'coming', accountId: 'home' });
    const late = of('a', { accountId: 'home' });
    expect(groupTrace([outgoing, incoming, late]).map(({ key, entries }) => [key, entries.length])).toEqual([
      ['coming', 2],
      ['going', 1],
    ]);
  });

  it('are found by the call’s own id', () => {
    const groups = groupTrace([of('a', { callId: 'mine' }), of('b', { callId: 'other' })]);
    expect(filterGroups(groups, { ...DEFAULT_FILTER, text: 'MINE' }).map(({ key }) => key)).toEqual(['mine']);
  });
});

describe('the filter', () => {
  it('hides keep-alives until they are asked for', () => {
    expect(shown({}).map(([key]) => key)).toEqual(['call/b', 'call-a', 'registration']);
    expect(shown({ topics: new Set(['keepAlive']) })).toEqual([['keepAlive', 2]]);
  });

  it.each([
    ['bye', [['call-a', 2]]],
    ['404', [['call/b', 1]]],
    ['  SIP:614@  invite ', [['call/b', 2]]],
    [
      'pbx.example.com:8089',
      [
        ['call/b', 3],
        ['call-a', 8],
        ['registration', 4],
      ],
    ],
    ['nowhere', []],
  ])('finds %j', (text, found) => {
    expect(shown({ text })).toEqual(found);
  });

  it('shows one direction alone', () => {
    expect(shown({ directions: new Set(['in']) })).toEqual([
      ['call/b', 1],
      ['call-a', 5],
      ['registration', 2],
    ]);
  });
});
