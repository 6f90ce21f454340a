import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  holdAfter,
  isLive,
  newCall,
  nextCall,
  type Call,
  type CallEvent,
  type Party,
} from '../../../src/sip/call-state.ts';

const remote = { uri: 'sip:600@example.org', user: '600', displayName: '' };
const END = {
  by: 'remote',
  cause: undefined,
  statusCode: undefined,
  reasonPhrase: undefined,
  atMs: 9,
} as const;
const outgoing = (): Call =>
  newCall({ id: 'a', accountId: 'x', direction: 'outgoing', remote, startedAtMs: 1 });
const incoming = (): Call =>
  newCall({ id: 'b', accountId: 'x', direction: 'incoming', remote, startedAtMs: 1 });
const through = (call: Call, ...events: CallEvent[]): Call => events.reduce(nextCall, call);

describe('a call', () => {
  it('goes from calling over proceeding and ringing to established and terminated', () => {
    const phases: string[] = [];
    let call = outgoing();
    phases.push(call.phase);
    for (const event of [
      { kind: 'proceeding' },
      { kind: 'ringing' },
      { kind: 'established', atMs: 5 },
      { kind: 'terminated', end: END },
    ] as const) {
      call = nextCall(call, event);
      phases.push(call.phase);
    }
    expect(phases).toEqual(['calling', 'proceeding', 'ringing', 'established', 'terminated']);
    expect(call).toMatchObject({ answeredAtMs: 5, end: END });
  });

  it('rings from the start when it comes in', () => {
    expect(incoming().phase).toBe('ringing');
  });

  it('does not mind a 180 that comes after the 200', () => {
    const established = through(outgoing(), { kind: 'established', atMs: 5 });
    expect(nextCall(established, { kind: 'ringing' })).toBe(established);
  });

  it('stays terminated whatever comes', () => {
    const over = through(outgoing(), { kind: 'terminated', end: END });
    fc.assert(
      fc.property(
        fc.constantFrom<CallEvent>(
          { kind: 'ringing' },
          { kind: 'established', atMs: 1 },
          { kind: 'holdAsked' },
          { kind: 'terminated', end: { ...END, by: 'local' } },
        ),
        (event) => nextCall(over, event) === over,
      ),
    );
    expect(isLive(over)).toBe(false);
  });

  it('can be answered again after the microphone could not be opened', () => {
    const failed = through(incoming(), { kind: 'answering' }, { kind: 'answerFailed' });
    expect(failed).toMatchObject({ phase: 'ringing', answering: false });
  });

  it('can only be answered by the side it comes to', () => {
    const call = outgoing();
    expect(nextCall(call, { kind: 'answering' })).toBe(call);
  });

  it('is held by neither, one or both, and by nobody new once another session takes its place', () => {
    const talking = through(outgoing(), { kind: 'established', atMs: 5 });
    const both = through(
      talking,
      { kind: 'remoteHoldChanged', held: true },
      { kind: 'holdChanged', held: true },
    );
    expect(both).toMatchObject({ hold: 'both' });
    const listening = through(both, { kind: 'remoteListensChanged', onlyListens: true });
    expect(listening).toMatchObject({ onlyListens: true });
    expect(nextCall(listening, { kind: 'established', atMs: 9 })).toMatchObject({
      hold: 'local',
      onlyListens: false,
      answeredAtMs: 5,
    });
    expect(nextCall(both, { kind: 'remoteHoldChanged', held: false })).toMatchObject({ hold: 'local' });
  });

  it('waits for the far side before it calls itself held', () => {
    const asked = through(outgoing(), { kind: 'established', atMs: 5 }, { kind: 'holdAsked' });
    expect(asked).toMatchObject({ hold: 'none', holdPending: true });
    expect(nextCall(asked, { kind: 'holdChanged', held: true })).toMatchObject({
      hold: 'local',
      holdPending: false,
      tonesRefused: false,
    });
    expect(nextCall(asked, { kind: 'holdRefused' })).toMatchObject({ hold: 'none', holdPending: false });
  });
});

describe('what is lost and asked', () => {
  const referral = {
    id: 'r1',
    uri: 'sip:1003@example.org',
    target: remote,
    referredBy: undefined,
    isJoining: false,
  } as const;
  const talking = (): Call => through(outgoing(), { kind: 'established', atMs: 5 });

  it('stays lost through an answer, as the session believes it told', () => {
    const lost = through(outgoing(), { kind: 'serverLost' }, { kind: 'established', atMs: 5 });
    expect(lost).toMatchObject({ phase: 'established', lost: 'server' });
    expect(nextCall(lost, { kind: 'established', atMs: 9 })).toMatchObject({ lost: 'server' });
    expect(nextCall(lost, { kind: 'serverBack' })).toMatchObject({ phase: 'established', lost: undefined });
    expect(nextCall(lost, { kind: 'serverLost' })).toBe(lost);
  });

  it('begins anew with whoever takes the other end’s place', () => {
    const before = through(
      talking(),
      { kind: 'serverLost' },
      { kind: 'transferChanged', transfer: { kind: 'asked' } },
      { kind: 'referred', referral },
      { kind: 'takeoverChanged', takeover: remote },
    );
    expect(before).toMatchObject({ lost: 'server', transfer: { kind: 'asked' }, referral, takeover: remote });
    expect(nextCall(before, { kind: 'replaced', remote })).toMatchObject({
      lost: undefined,
      transfer: undefined,
      referral: undefined,
      takeover: undefined,
    });
  });

  it('is asked until it is decided, and only about what is asked', () => {
    const asked = nextCall(talking(), { kind: 'referred', referral });
    expect(nextCall(asked, { kind: 'referralEnded', referralId: 'other' })).toBe(asked);
    expect(nextCall(asked, { kind: 'referralEnded', referralId: 'r1' })).toMatchObject({
      referral: undefined,
    });
  });

  it('keeps its account and how a transfer went to the end', () => {
    const over = through(
      talking(),
      { kind: 'transferChanged', transfer: { kind: 'done' } },
      { kind: 'terminated', end: END },
    );
    expect(over).toMatchObject({ phase: 'terminated', accountId: 'x', transfer: { kind: 'done' } });
  });
});

describe('hold', () => {
  it('is forgotten side by side: releasing one side leaves the other', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('local', 'remote'), fc.boolean())), (steps) => {
        const sides = { local: false, remote: false };
        let hold: ReturnType<typeof holdAfter> = 'none';
        for (const [side, held] of steps) {
          sides[side] = held;
          hold = holdAfter(hold, side, held);
        }
        const expected = sides.local ? (sides.remote ? 'both' : 'local') : sides.remote ? 'remote' : 'none';
        expect(hold).toBe(expected);
      }),
    );
  });
});

describe('who is there', () => {
  const ann = { uri: 'sip:1014@pbx.example.org', user: '1014', displayName: 'Ann' };
  const call = (remote: Party): Call =>
    newCall({ id: '1', accountId: 'x', direction: 'incoming', remote, startedAtMs: 0 });
  const now = (before: Party, told: Party): Party =>
    nextCall(call(before), { kind: 'partyChanged', remote: told }).remote;

  it('keeps the name where only the number is told once more, and who vouches for it', () => {
    const bare = { ...ann, displayName: '' };
    expect(now(ann, bare)).toEqual(ann);
    expect(now({ ...ann, claim: 'all' }, bare)).toEqual({ ...ann, claim: 'name' });
    expect(now({ ...ann, claim: 'name' }, bare)).toEqual({ ...ann, claim: 'name' });
  });

  it('is whoever is told, by another number or another name', () => {
    const other = { uri: 'sip:1015@pbx.example.org', user: '1015', displayName: '' };
    expect(now(ann, other)).toEqual(other);
    expect(now(ann, { ...ann, displayName: 'Bea' }).displayName).toBe('Bea');
  });
});
