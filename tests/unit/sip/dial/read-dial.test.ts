// What people type and paste: the number in it, and nothing else. Each sample stands for a kind; the laws below close the kinds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DialTarget } from '../../../../src/sip/dial/dial-reading.ts';
import { readDial } from '../../../../src/sip/dial/read-dial.ts';
import { plainText, seenText } from '../../../../src/sip/dial/signs.ts';
import { parseSipUri } from '../../../../src/sip/sip-uri.ts';

const DOMAIN = 'example.org';
const read = (typed: string) => readDial(typed, DOMAIN);
const targetsOf = (typed: string): readonly DialTarget[] => {
  const reading = read(typed);
  if (reading.kind === 'choice') return reading.targets;
  return reading.kind === 'target' ? [reading] : [];
};
/** What would be called, with what follows the answer; several where it asks. */
const called = (typed: string): readonly string[] =>
  targetsOf(typed).map(({ shown, after }) =>
    after === undefined ? shown : `${shown} ${after.kind} ${after.keys} ${String(after.afterMs ?? 'asks')}`,
  );

describe('numbers', () => {
  it.each([
    ['+1 (555) 010-9999', '+15550109999'],
    ['600', '600'],
    [' 0101 ', '0101'],
    ['*97#', '*97#'],
    ['*97', '*97'],
    ['**4', '**4'],
    ['*21*0301234#', '*21*0301234#'],
    ['#31#0301234567', '#31#0301234567'],
    ['#31#+49 30 1234567', '#31#+49301234567'],
    ['*#06#', '*#06#'],
    ['##002#', '##002#'],
    ['*72 555 0100', '*725550100'],
    ['#31#5550100', '#31#5550100'],
    ['**21*+49 170 1234567#', '**21*+491701234567#'],
    ['tel:+1-555-010-9999', '+15550109999'],
    ['tel:5550109999;phone-context=+1', '5550109999'],
    ['callto://600', '600'],
    ['\u202a+1\u00a0555\u20110109999\u202c', '+15550109999'],
    ['１２３', '123'],
    ['030 / 1234567', '0301234567'],
    ['0170/1234567', '01701234567'],
    ['01.23.45.67.89', '0123456789'],
    ["044'123'45'67", '0441234567'],
    ['12.34.56.78', '12345678'],
  ])('reads %j as %s', (typed, number) => {
    expect(called(typed)).toEqual([number]);
  });

  it.each([
    ['0049 (0)30 000000', '004930000000'],
    ['+44 ( 0 ) 20 7946 0000', '+442079460000'],
    ['+44(0)20 7946 0000', '+442079460000'],
    ['+44 [0] 20 7946 0000', '+442079460000'],
    ['+44 (020) 7946 0000', '+442079460000'],
    ['011 44 (0)20 7946 0000', '011442079460000'],
    ['(+49) (0)30 000000', '+4930000000'],
    ['+7 (8) 495 123 45 67', '+74951234567'],
    ['+39 (0)6 1234567', '+39061234567'],
    ['(0)30 000000', '030000000'],
    ['(+44) 020 7946 0000', '+442079460000'],
    ['(0049) 030 1234567', '0049301234567'],
    ['(+39) 06 1234567', '+39061234567'],
    ['+375 (8-017) 123-45-67', '+375171234567'],
    ['+52 (01) 55 1234 5678', '+525512345678'],
    ['+55 (0xx11) 1234-5678', '+551112345678'],
    ['0xx11 1234-5678', '01112345678'],
    ['+0049 30 1234567', '+49301234567'],
    ['+00 49 30 1234567', '+49301234567'],
    ['+011 44 20 7946 0000', '+442079460000'],
  ])('drops the zero in brackets only where one dials from abroad: %s', (typed, number) => {
    expect(called(typed)).toEqual([number]);
  });

  it.each([
    ['555.555.0100 x9', '5555550100 extension 9 asks'],
    ['555 0100 ext. 12', '5550100 extension 12 asks'],
    ['555-0100 (ext 12)', '5550100 extension 12 asks'],
    ['tel:+15550100100;ext=777', '+15550100100 extension 777 asks'],
    ['sip:+15550100100;ext=777@example.org', '+15550100100 extension 777 asks'],
    ['+1 555 010 0100 Durchwahl 12', '+15550100100 extension 12 asks'],
    ['01 23 45 67 89 poste 12', '0123456789 extension 12 asks'],
    ['+7 495 123-45-67 доб. 12', '+74951234567 extension 12 asks'],
    ['+1 (555) 010-0100 Ext: 1234', '+15550100100 extension 1234 asks'],
    ['+1 (555) 010-0100 ext.:1234', '+15550100100 extension 1234 asks'],
    ['+90 212 123 45 67 dahili: 12', '+902121234567 extension 12 asks'],
    ['+1 555 010 0100 (office) ext 12', '+15550100100 extension 12 asks'],
    ['555 0100 (Ann) x12', '5550100 extension 12 asks'],
    ['+84 28 1234 5678 (máy lẻ 12)', '+842812345678 extension 12 asks'],
    ['+49 30 1234567 App. 12', '+49301234567 extension 12 asks'],
    ['+1 555 010 0100, press 2', '+15550100100 extension 2 asks'],
    ['555 0100 ext. #12', '5550100 extension 12 asks'],
    ['1-888-555-HELP ext 12', '18885554357 extension 12 asks'],
    ['+1 206-337-9723 PIN: 123 456 789#', '+12063379723 extension 123456789# asks'],
    ['+1 872-240-3212 Access Code: 123-456-789', '+18722403212 extension 123456789 asks'],
    [
      'Dial-in: +1 646 558 8656 Meeting ID: 123 456 7890 Passcode: 123456',
      '+16465588656 extension 1234567890;123456 asks',
    ],
    ['03-1234-5678 内線12', '0312345678 extension 12 asks'],
    ['555 0100 #12', '5550100 extension 12 asks'],
    ['+15550100100,777777777#', '+15550100100 tones 777777777# 2000'],
    ['555 0100 p123', '5550100 tones 123 2000'],
    ['555 0100,,,12', '5550100 tones 12 6000'],
    ['5550100w123', '5550100 tones 123 asks'],
    ['555-0100;12', '5550100 tones 12 asks'],
    ['5550100,,123#,,456#', '5550100 tones 123#,,456# 4000'],
    ['tel:+1-555-0100;postd=pp22', '+15550100 tones 22 4000'],
  ])('keeps what stands behind the number: %s', (typed, one) => {
    expect(called(typed)).toEqual([one]);
  });

  it.each([
    ['5550100\n5550101', ['5550100', '5550101']],
    ['5550100\t5550101', ['5550100', '5550101']],
    ['5550100 | 5550101', ['5550100', '5550101']],
    ['555 0100 / 555 0101', ['5550100', '5550101']],
    ['5550100,5550101', ['5550100', '5550101']],
    ['5550100;5550101;5550102', ['5550100', '5550101', '5550102']],
    ['5550100 5550101', ['5550100', '5550101']],
    ['+1 555 0100 +1 555 0101', ['+15550100', '+15550101']],
    ['555 0100 or 555 0101', ['5550100', '5550101']],
    ['1001/1002', ['1001', '1002']],
    ['Tel: +1 555 0100, Fax: +1 555 0101', ['+15550100', '+15550101']],
    ['44 (0)20 7946 0000', ['+442079460000', '02079460000']],
    ['1. 555 0100', ['5550100', '15550100']],
    ['1-800-FLOWERS', ['18003569377', '1-800-FLOWERS@example.org']],
    ['1-800-GOT-JUNK?', ['18004685865', '1-800-GOT-JUNK@example.org']],
    ['1-888-555-HELP', ['18885554357', '1888555', '1-888-555-HELP@example.org']],
    ['1 888 555 HELP', ['18885554357', '1888555']],
    ['✆+1(555)010-0100✆+1(555)010-0101', ['+15550100100', '+15550100101']],
    ['+1 555 010 0100, Zip code 12345', ['+15550100100', '12345']],
    ['03-1234-5678〜9', ['0312345678', '0312345679', '03123456789']],
    ['555-0100..0105', ['5550100', '0105']],
    ['555 0100 int. +49 30 1234567', ['5550100', '+49301234567']],
    ['1800FLOWERS', ['18003569377', '1800FLOWERS@example.org']],
    ['555x12', ['555 extension 12 asks', '555x12@example.org']],
    ['ann@x.example, bob@y.example', ['ann@x.example', 'bob@y.example']],
    ['ann@x.example 5550100', ['ann@x.example', '5550100']],
  ])('asks which where it could be several: %j', (typed, several) => {
    expect(read(typed).kind).toBe('choice');
    expect(called(typed)).toEqual(several);
  });

  it.each([
    ["'5550100100", '5550100100'],
    ['="5550100"', '5550100'],
    ['📞 +1 555 0100', '+15550100'],
    ['5️⃣5️⃣5️⃣0100', '5550100'],
    ['phone: 5550100', '5550100'],
    ['Büro:5550100', '5550100'],
    ['Line 2: 5550100', '5550100'],
    ['Tel. 5550100', '5550100'],
    ['Ph#: 5550100', '5550100'],
    ['0170 0000000 (mobile)', '01700000000'],
    ['call 5550100 now', '5550100'],
    ['Ann\t+1 555 0100', '+15550100'],
    ['<a href="tel:+15550100">call</a>', '+15550100'],
    ['+1-800-FLOWERS', '+18003569377'],
    ['+1&thinsp;555&ndash;0100', '+15550100'],
    ['&lpar;555&rpar; 010&hyphen;0100', '5550100100'],
    ['sip:5550100;phone-context=+1@example.org', '5550100'],
  ])('takes the number out of what stands around it: %j', (typed, number) => {
    expect(called(typed)).toEqual([number]);
  });
});

describe('names and addresses', () => {
  it.each([
    ['alice', 'sip:alice@example.org', 'alice'],
    ['x.y_z', 'sip:x.y_z@example.org', 'x.y_z'],
    ['* x5550100', 'sip:x5550100@example.org', 'x5550100'],
    ['\u{104a0}_', 'sip:%F0%90%92%A0_@example.org', '\u{104a0}_'],
    ['1001a', 'sip:1001a@example.org', '1001a'],
    ['müller', 'sip:m%C3%BCller@example.org', 'müller'],
    ['ann@bücher.example', 'sip:ann@xn--bcher-kva.example', 'ann@xn--bcher-kva.example'],
    ['bob@other.example', 'sip:bob@other.example', 'bob@other.example'],
    ['sip:bob@example.org', 'sip:bob@example.org', 'bob'],
    ['sips:bob@other.example:5061', 'sips:bob@other.example:5061', 'sips:bob@other.example:5061'],
    ['"Ann" <sip:ann@example.net>', 'sip:ann@example.net', 'ann@example.net'],
    ['<sip:bot@example.net;transport=ws>;tag=1', 'sip:bot@example.net', 'bot@example.net'],
    ['ann@example.net...', 'sip:ann@example.net', 'ann@example.net'],
    ['sip://ann@example.net', 'sip:ann@example.net', 'ann@example.net'],
    ['mailto:ann@example.net?subject=x', 'sip:ann@example.net', 'ann@example.net'],
    ['sip:ann:secret@example.net', 'sip:ann@example.net', 'ann@example.net'],
    ['sip:1-800-FLOWERS@example.org', 'sip:1-800-FLOWERS@example.org', '1-800-FLOWERS@example.org'],
    ['sip:+1 (555) 010 0100@example.org', 'sip:+15550100100@example.org', '+15550100100'],
    ["sip:'bob@other.example", "sip:'bob@other.example", '%27bob@other.example'],
    ['sip:600', 'sip:600@example.org', '600'],
  ])('reads %j as %s', (typed, uri, shown) => {
    for (const again of [typed, uri, shown])
      expect(read(again), again).toMatchObject({ kind: 'target', uri, shown });
  });

  it.each([
    ['', { kind: 'empty' }],
    [' \u200b ', { kind: 'empty' }],
    ['+', { kind: 'nothing' }],
    ['.', { kind: 'nothing' }],
    ['( )', { kind: 'nothing' }],
    ['sip:', { kind: 'empty' }],
    ['two words', { refusal: { reason: 'space' } }],
    ['<script>', { refusal: { reason: 'sign', sign: '<', at: 1 } }],
    ['al\\ice', { refusal: { reason: 'sign', sign: '\\', at: 3 } }],
    ['10:30', { refusal: { reason: 'sign', sign: ':', at: 3 } }],
    ['a@b@c', { refusal: { reason: 'sign', sign: '@', at: 2 } }],
    ['alice@', { refusal: { reason: 'host', host: '' } }],
    ['ann@my_pbx.local', { refusal: { reason: 'host', host: 'my_pbx.local' } }],
    ['sip:example.org', { refusal: { reason: 'nobody', host: 'example.org' } }],
    ['192.168.1.10', { refusal: { reason: 'nobody', host: '192.168.1.10' } }],
    ['facetime:ann@example.net', { refusal: { reason: 'scheme', scheme: 'facetime' } }],
    ['https://example.net/5550100', { refusal: { reason: 'scheme', scheme: 'https' } }],
    ['wa.me/491701234567', { refusal: { reason: 'scheme', scheme: 'https' } }],
    ['$1,234.56', { refusal: { reason: 'sign', sign: '$', at: 1 } }],
    ['1.234,56 €', { refusal: { reason: 'sign', sign: '€', at: 10 } }],
    ['100%', { refusal: { reason: 'sign', sign: '%', at: 4 } }],
    ['4,91701E+11', { refusal: { reason: 'sign', sign: 'E', at: 8 } }],
    ['isbn:0451450523', { refusal: { reason: 'scheme', scheme: 'isbn' } }],
    ['tel:%FF', { refusal: { reason: 'escape' } }],
    ['5'.repeat(300), { refusal: { reason: 'tooLong', length: 300, most: 40 } }],
    [`+${'5'.repeat(16)}`, { refusal: { reason: 'tooLong', length: 16, most: 15 } }],
    ['x'.repeat(5000), { refusal: { reason: 'tooLong' } }],
  ])('refuses %j by name', (typed, reading) => {
    expect(read(typed)).toMatchObject(reading);
  });
});

describe('whatever is typed', () => {
  const unseen = fc.constantFrom(
    '\u00ad',
    '\u200b',
    '\u200e',
    '\u202a',
    '\u2066',
    '\u2060',
    '\ufe0f',
    '\ufe0d',
    '\u{e0100}',
    '\u034f',
    '\u061c',
    '\ufeff',
  );
  const zeros = [0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xe50, 0xff10, 0x1d7ce, 0x1d7f6, 0x1e950, 0x1fbf0];
  const separator = fc.constantFrom(
    '',
    ' ',
    '-',
    '.',
    '\u00a0',
    '\u202f',
    '\u2009',
    '\u2010',
    '\u2011',
    '\u2013',
    '\u2212',
    '\uff0d',
    '\uff0e',
    '\u00b7',
    '\u3000',
  );
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 12 });

  it('reads the same number through unseen signs, scripts, separators and escapes', () => {
    const written = fc.tuple(
      fc.boolean(),
      digits,
      fc.constantFrom(...zeros),
      fc.array(fc.tuple(separator, unseen), { minLength: 12, maxLength: 12 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(written, ([plus, number, zero, between, isEscaped]) => {
        const plain = (plus ? '+' : '') + number.join('');
        // Groups of three at most: two long ones would be two numbers.
        const dressed = number
          .map((digit, index) => {
            const [gap, sign] = between[index] ?? ['', ''];
            return `${sign}${String.fromCodePoint(zero + digit)}${index % 3 === 2 && index + 1 < number.length ? gap : ''}`;
          })
          .join('');
        const text = (plus ? '+' : '') + dressed;
        const typed = isEscaped ? `tel:${encodeURIComponent(text)}` : text;
        // No country begins with 0.
        fc.pre(!plain.startsWith('+0'));
        // A dotted quad is a server's address, and says so.
        fc.pre(!/^(?:\d{1,3}\.){3}\d{1,3}$/u.test(plainText(seenText(text))));
        expect(called(typed)).toEqual(called(plain));
        expect(called(plain)).toEqual([plain]);
      }),
      { numRuns: 400 },
    );
  });

  const pieces = fc.array(
    fc.constantFrom(
      ...[
        '5550100',
        '101',
        '+49',
        '0',
        '(0)',
        '(',
        ')',
        ' ',
        ' ',
        '-',
        '/',
        ' / ',
        ',',
        ';',
        'x',
        'ext.',
        'p',
        '#',
        '*',
        '12',
        '|',
        '\n',
        'or',
        '1-800-',
        'FLOWERS',
        'ann',
        '@',
        'example.org',
        'host.example',
        'sip:',
        'tel:',
        ':',
        '<',
        '>',
        '"',
        "'",
        '%2B',
        '%',
        '٣',
        '\u200b',
        'ü',
        'Tel.',
        '.',
        '+',
        '📞',
        '=',
        '1.',
        'PIN:',
        'HELP',
        '~',
        '..',
        '€',
        '0xx11',
        '(+44)',
        '+00',
      ],
    ),
    { maxLength: 9 },
  );
  const anything = fc.oneof(
    pieces.map((some) => some.join('')),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
  );

  it.each(['//@ext.', '//a@pbx.example.org', 'sip:////a@pbx.example.org'])(
    'is not taken where the user would be read as a scheme: %s',
    (typed) => {
      expect(read(typed)).toMatchObject({ kind: 'refused', refusal: { reason: 'sign', sign: '/' } });
    },
  );

  it('is shown, sent and kept as one thing: each read again gives the same', () => {
    fc.assert(
      fc.property(anything, (typed) => {
        for (const { uri, shown } of targetsOf(typed)) {
          expect(parseSipUri(uri), uri).toBeDefined();
          for (const again of [shown, uri])
            expect(read(again), again).toMatchObject({ kind: 'target', uri, shown });
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('never puts a pause, a space or an unseen sign into what is sent, nor says nothing of a refusal', () => {
    fc.assert(
      fc.property(anything, (typed) => {
        for (const { uri, after } of targetsOf(typed)) {
          expect(uri).toMatch(/^sips?:[\x21-\x7e]+$/u);
          if (/^sips?:\+?\d+[,;]/u.test(uri)) expect(typed).toContain('%2');
          expect(after?.keys ?? '1').toMatch(/^[\d*#][\d*#,;]*$/u);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('never glues two numbers', () => {
    const number = fc.stringMatching(/^[1-9]\d{6,9}$/u);
    const between = fc.constantFrom(
      '\n',
      '\t',
      ' | ',
      ' / ',
      '/',
      ', ',
      ',',
      ';',
      ' ',
      '  ',
      ' or ',
      ' und ',
      ' & ',
      ' - ',
      '\r\n',
      '\u2028',
    );
    fc.assert(
      fc.property(number, between, number, (one, gap, other) => {
        const keys = targetsOf(one + gap + other).map(({ shown }) => shown);
        expect(keys).not.toContain(one + other);
        expect(keys).toContain(one);
      }),
      { numRuns: 500 },
    );
  });
});
