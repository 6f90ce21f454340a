import { describe, expect, it } from 'vitest';
import { copyText } from '../../../../src/sip/trace/copy-text.ts';
import { ladderOf } from '../../../../src/sip/trace/ladder.ts';
import { groupTrace } from '../../../../src/sip/trace/trace-groups.ts';
import { SERVER, storyTrace } from '../../../doubles/sip-messages.ts';

const CALL = groupTrace(storyTrace(200_000)).find(({ key }) => key === 'call-a')!.entries;

describe('a ladder', () => {
  it('has an arrow for each message, with the time since the first and what was sent again', () => {
    expect(
      ladderOf(CALL).arrows.map(({ entry, offsetMs, retransmission }) => [
        entry.status ?? entry.method,
        offsetMs,
        retransmission,
      ]),
    ).toEqual([
      ['INVITE', 0, false],
      [100, 15, false],
      [180, 200, false],
      [200, 3412, false],
      [200, 3912, true],
      ['ACK', 3920, false],
      ['BYE', 41_000, false],
      [200, 41_004, false],
    ]);
  });

  it('has a lane for each server, in the order of their use', () => {
    const moved = CALL.map((entry, index) => (index < 5 ? entry : { ...entry, server: 'wss://b' }));
    const ladder = ladderOf(moved);
    expect(ladder.servers).toEqual([SERVER, 'wss://b']);
    expect(ladder.arrows.map(({ server }) => server)).toEqual([0, 0, 0, 0, 0, 1, 1, 1]);
  });

  it('does not call the same text the other way, or a second ping, a repetition', () => {
    const [first] = CALL;
    const there = { ...first!, direction: 'in' as const };
    expect(ladderOf([first!, there]).arrows[1]?.retransmission).toBe(false);
    const ping = { ...first!, kind: 'pulse' as const };
    expect(ladderOf([ping, ping]).arrows[1]?.retransmission).toBe(false);
  });

  it('never counts below zero where the clock was set back', () => {
    const [first] = CALL;
    expect(ladderOf([first!, { ...first!, atMs: 0 }]).arrows[1]?.offsetMs).toBe(0);
    expect(ladderOf([])).toEqual({ servers: [], arrows: [] });
  });
});

describe('messages as text', () => {
  it('say when, which way and over which server', () => {
    const text = copyText(CALL.slice(0, 2));
    expect(text).toContain(`--- 1970-01-01T00:02:00.000Z sent to ${SERVER}\nINVITE sip:1002@pbx.example.com`);
    expect(text).toContain(`\n\n--- 1970-01-01T00:02:00.015Z received from ${SERVER}\nSIP/2.0 100 Trying\n`);
    expect(text).not.toContain('\r');
  });

  it('begin with the id of the call that all of them belong to', () => {
    const own = CALL.map((entry) => ({ ...entry, callId: 'mine' }));
    expect(copyText(own.slice(0, 2))).toMatch(/^=== call mine\n\n--- 1970/u);
    expect(copyText([...own, CALL[0]!])).toMatch(/^--- 1970/u);
  });
});
