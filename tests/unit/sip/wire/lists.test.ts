// A header that holds a list is read whole, whatever the order and however it is split into lines.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReplaces } from '../../../../src/sip/wire/replaces.ts';
import { isAnsweredElsewhere, otherReason, reasonsIn, sipReason } from '../../../../src/sip/wire/reasons.ts';
import { redirectTarget } from '../../../../src/sip/wire/redirection.ts';

/** The values in any order, in one line, in a line each, or in between. */
const lines = (values: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...values], { minLength: values.length }),
      fc.array(fc.boolean(), { minLength: values.length, maxLength: values.length }),
    )
    .map(([shuffled, breaks]) =>
      shuffled.reduce<string[]>((all, value, at) => {
        const last = all.pop();
        if (last === undefined) return [value];
        return breaks[at] === true ? [...all, last, value] : [...all, `${last} , ${value}`];
      }, []),
    );

describe('reasons', () => {
  it('tell of another device wherever that stands', () => {
    const noise = ['Q.850;cause=16', 'X;text="a, b;cause=200"', 'preemption ;cause=1'];
    for (const told of [
      'SIP;cause=200;text="Call completed elsewhere"',
      'sip ; text="x" ; cause=200',
      'Q.850;cause=26',
      'SIP;text="Call completed elsewhere"',
    ])
      fc.assert(
        fc.property(lines([...noise, told]), (header) => {
          expect(isAnsweredElsewhere(reasonsIn(header))).toBe(true);
        }),
      );
    fc.assert(
      fc.property(lines(noise), (header) => {
        expect(isAnsweredElsewhere(reasonsIn(header))).toBe(false);
      }),
    );
  });

  it('give the status of SIP, not of another protocol', () => {
    fc.assert(
      fc.property(
        lines(['Q.850;cause=38;text="out of order"', 'SIP;cause=503;text="Over \\"load\\""']),
        (header) => {
          expect(sipReason(reasonsIn(header))).toEqual({ statusCode: 503, text: 'Over "load"' });
        },
      ),
    );
    expect(
      sipReason(reasonsIn(['Q.850;cause=16;text="Normal"', 'SIP;cause=abc', 'SIP;cause=99999'])),
    ).toBeUndefined();
    expect(otherReason(reasonsIn(['Q.850;cause=16;text="Normal"']))).toBeUndefined();
    expect(otherReason(reasonsIn(['X', 'Q.850;cause=27;text="out of order"']))).toBe('out of order');
  });

  it('are none where nothing can be read, and never throw', () => {
    expect(reasonsIn(['', ',', ';cause=200'])).toEqual([]);
    fc.assert(
      fc.property(fc.array(fc.string()), (header) => {
        expect(reasonsIn(header).every(({ protocol }) => protocol !== '')).toBe(true);
      }),
    );
  });
});

describe('a redirection', () => {
  it('leads to the contact that is wanted most, wherever it stands', () => {
    fc.assert(
      fc.property(
        lines([
          '<sip:b@x>;q=0.2',
          '"A, B" <sip:a@x>;q=0.9',
          '<sip:c@x>;q=0',
          '<mailto:d@x>;q=1',
          '<sip:x>;q=1',
        ]),
        (header) => {
          expect(redirectTarget(header)).toBe('sip:a@x');
        },
      ),
    );
  });

  it('to a number can be called; to what no phone calls, not', () => {
    expect(redirectTarget(['<tel:+15550100100>'])).toBe('tel:+15550100100');
    expect(redirectTarget(['sip:a@1af019b2ba08;q=0.1', 'sips:b@x;q=nonsense'])).toBe('sips:b@x');
    expect(
      redirectTarget(['<mailto:a@x>', '<urn:service:sos>', '*', '<>', '', `<sip:${'a'.repeat(300)}@x>`]),
    ).toBeUndefined();
    expect(redirectTarget([])).toBeUndefined();
  });
});

describe('a Replaces header', () => {
  it('names a call by three parts, in any order', () => {
    expect(readReplaces('a@b ; from-tag=2;x="y;z"; to-tag=1 ;early-only')).toEqual({
      call_id: 'a@b',
      to_tag: '1',
      from_tag: '2',
      early_only: true,
    });
    for (const text of ['', 'a', 'a;to-tag=1', 'a;to-tag=;from-tag=2', ';to-tag=1;from-tag=2'])
      expect(readReplaces(text), text).toBeUndefined();
  });
});
