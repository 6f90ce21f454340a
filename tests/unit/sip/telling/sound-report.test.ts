import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LONGEST_REPORT,
  readReport,
  saysTheSame,
  tellsTrouble,
  writeReport,
  type SentReport,
  type SoundReport,
} from '../../../../src/sip/telling/sound-report.ts';

const WELL: SoundReport = { hear: 'sound', play: 'yes', speak: 'sound' };
const HEAD = 'teller=5f0c9a3e;n=12;hear=silence;play=yes;speak=muted';

const anyReport: fc.Arbitrary<SentReport> = fc.record({
  teller: fc.stringMatching(/^[0-9a-f]{8}$/u),
  number: fc.integer({ min: 1, max: 0xff_ff_ff_ff }),
  report: fc.record(
    {
      hear: fc.constantFrom('sound', 'silence', 'nothing', 'undecodable', 'choppy', 'unknown'),
      play: fc.constantFrom('yes', 'no', 'held', 'unknown'),
      speak: fc.constantFrom('sound', 'silence', 'muted', 'microphoneDead', 'held', 'unknown'),
      received: fc.integer({ min: 0, max: 0xff_ff_ff_ff }),
      lostPercent: fc.integer({ min: 0, max: 100 }),
    },
    { requiredKeys: ['hear', 'play', 'speak'] },
  ),
});

describe('a report on the sound', () => {
  it('reads what it wrote, in a few bytes', () => {
    fc.assert(
      fc.property(anyReport, (sent) => {
        const body = writeReport(sent);
        expect(readReport(body)).toEqual(sent);
        expect(body).toMatch(/^[\w=;]+$/u);
        expect(body.length).toBeLessThan(LONGEST_REPORT / 3);
      }),
    );
  });

  it('is written as the decision says (docs/adr/0026)', () => {
    const report = { hear: 'silence', play: 'yes', speak: 'sound', received: 512, lostPercent: 3 } as const;
    expect(writeReport({ teller: '5f0c9a3e', number: 12, report })).toBe(
      'teller=5f0c9a3e;n=12;hear=silence;play=yes;speak=sound;received=512;lost=3',
    );
  });

  it.each([
    [Number.NaN, undefined],
    [-5, 0],
    [2.5e12, 0xff_ff_ff_ff],
    [7.6, 8],
    [Infinity, undefined],
  ])('tells of %d packets as %s', (received, told) => {
    const body = writeReport({ teller: '5f0c9a3e', number: 1, report: { ...WELL, received } });
    expect(readReport(body)?.report.received).toBe(told);
  });

  it('reads past what a later version may add', () => {
    const later = `${HEAD};played=4.5;video=frozen;hear-level=-31.5;X=1\r\n`;
    expect(readReport(later)).toEqual({
      teller: '5f0c9a3e',
      number: 12,
      report: { hear: 'silence', play: 'yes', speak: 'muted' },
    });
    expect(readReport(HEAD.replace('silence', 'underwater'))?.report.hear).toBe('unknown');
    expect(readReport('teller=5f0c9a3e;n=12')?.report).toEqual({
      hear: 'unknown',
      play: 'unknown',
      speak: 'unknown',
    });
  });

  it.each([
    ['nothing', ''],
    ['no teller', 'n=1;hear=sound'],
    ['a teller in words', HEAD.replace('5f0c9a3e', 'somebody')],
    ['no number', HEAD.replace('n=12;', '')],
    ['a number below 0', HEAD.replace('n=12', 'n=-1')],
    ['a number too large', HEAD.replace('n=12', 'n=4294967296')],
    ['a number that is none', HEAD.replace('n=12', 'n=1e3')],
    ['two answers', `${HEAD};hear=sound`],
    ['a field without a value', `${HEAD};more`],
    ['an empty field', `${HEAD};;more=1`],
    ['spaces', HEAD.replaceAll(';', '; ')],
    ['text', `${HEAD};note=call <script>`],
    ['letters of another script', `${HEAD};note=тест`],
    ['a zero byte', `${HEAD};a=\0`],
    ['a second line', `${HEAD}\r\nhear=sound`],
    ['too many fields', `${HEAD}${Array.from({ length: 40 }, (_, at) => `;a${String(at)}=1`).join('')}`],
    ['too long a value', `${HEAD};a=${'1'.repeat(65)}`],
    ['too long a body', `${HEAD};a=1${' '.repeat(LONGEST_REPORT)}`],
  ])('refuses %s', (_, body) => {
    expect(readReport(body)).toBeUndefined();
  });

  it.each([
    ['received=4294967296', 'received'],
    ['received=12345678901', 'received'],
    ['received=-1', 'received'],
    ['lost=101', 'lostPercent'],
    ['lost=0x10', 'lostPercent'],
  ])('leaves out a count that can not be: %s', (field, key) => {
    expect(readReport(`${HEAD};${field}`)?.report).not.toHaveProperty(key);
  });

  it('keeps none of the text of whatever is thrown at it, and never throws', () => {
    const known = /^[a-zA-Z]*$/u;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 600 }),
          fc.string({ maxLength: 200 }).map((text) => `${HEAD};${text}`),
          fc
            .array(fc.tuple(fc.constantFrom('teller', 'n', 'hear', 'play', '__proto__'), fc.string()), {
              maxLength: 8,
            })
            .map((fields) => fields.map(([name, value]) => `${name}=${value}`).join(';')),
        ),
        (body) => {
          const read = readReport(body);
          if (read === undefined) return;
          const { hear, play, speak } = read.report;
          expect(`${hear}${play}${speak}`).toMatch(known);
          expect(read.teller).toMatch(/^[0-9a-f]{8}$/u);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads a body of a million letters no slower than a short one', () => {
    const bodies = ['a', ';', '=', 'a=1;', ' ', '\0'].map((piece) => piece.repeat(1_000_000 / piece.length));
    const beganMs = performance.now();
    for (const body of bodies) expect(readReport(body)).toBeUndefined();
    expect(performance.now() - beganMs).toBeLessThan(50);
  });

  it('says the same where its words are the same', () => {
    expect(saysTheSame({ ...WELL, received: 1 }, { ...WELL, received: 2 })).toBe(true);
    expect(saysTheSame(WELL, { ...WELL, speak: 'muted' })).toBe(false);
  });

  it.each([
    [{ hear: 'nothing' }, true],
    [{ hear: 'undecodable' }, true],
    [{ hear: 'choppy' }, true],
    [{ play: 'no' }, true],
    [{ speak: 'microphoneDead' }, true],
    [{ hear: 'silence' }, false],
    [{ speak: 'muted' }, false],
    [{ play: 'held', hear: 'unknown', speak: 'held' }, false],
  ] as const)('%j tells of trouble: %s', (change, isTrouble) => {
    expect(tellsTrouble({ ...WELL, ...change })).toBe(isTrouble);
  });
});
