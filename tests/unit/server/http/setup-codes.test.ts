// One-time codes: once, for a quarter of an hour, and not by trying.
import { describe, expect, it } from 'vitest';
import { CODE_LIFE_MS, SetupCodes } from '../../../../server/http/setup-codes.ts';

function codesAt(): { readonly codes: SetupCodes; readonly pass: (ms: number) => void } {
  let now = 1_000_000;
  const codes = new SetupCodes(() => now);
  return { codes, pass: (ms) => (now += ms) };
}

describe('a code', () => {
  it('has 128 bits in 22 characters, and works once', () => {
    const { codes } = codesAt();
    const code = codes.issue('1001');
    expect(code).toMatch(/^[\w-]{22}$/u);
    expect(codes.redeem(code, 'a')).toEqual({ kind: 'extension', extension: '1001' });
    expect(codes.redeem(code, 'a')).toEqual({ kind: 'gone' });
  });

  it('runs out after a quarter of an hour', () => {
    const { codes, pass } = codesAt();
    const [early, late] = [codes.issue('1001'), codes.issue('1002')];
    pass(CODE_LIFE_MS - 1);
    expect(codes.redeem(early, 'a').kind).toBe('extension');
    pass(1);
    expect(codes.redeem(late, 'a')).toEqual({ kind: 'gone' });
  });

  it('is not told from one that never was', () => {
    const { codes } = codesAt();
    for (const code of ['', 'x', 'A'.repeat(22), 'A'.repeat(4000)])
      expect(codes.redeem(code, 'a')).toEqual({ kind: 'gone' });
  });

  it('makes room for new ones: the oldest goes', () => {
    const { codes } = codesAt();
    const first = codes.issue('1001');
    for (let count = 0; count < 500; count += 1) codes.issue('1002');
    expect(codes.redeem(first, 'a')).toEqual({ kind: 'gone' });
  });
});

describe('whoever tries', () => {
  it('has twenty tries a minute, and keeps nobody else from theirs', () => {
    const { codes, pass } = codesAt();
    const code = codes.issue('1001');
    for (let count = 0; count < 20; count += 1) expect(codes.redeem('x', 'thief').kind).toBe('gone');
    expect(codes.redeem(code, 'thief')).toEqual({ kind: 'tooMany' });
    pass(60_000);
    expect(codes.redeem('x', 'thief').kind).toBe('gone');
    expect(codes.redeem(code, 'friend').kind).toBe('extension');
  });

  it('is forgotten where there are too many to remember', () => {
    const { codes } = codesAt();
    for (let count = 0; count < 21; count += 1) codes.redeem('x', 'thief');
    for (let count = 0; count < 1000; count += 1) codes.redeem('x', String(count));
    expect(codes.redeem('x', 'thief').kind).toBe('gone');
  });
});
