import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/i18n/plain-text.ts';

/** Every character that Unicode calls ignorable, a space, a format character or a combining mark, and those drawn as blanks. */
const UNSEEN = [
  0x3164, 0x115f, 0x1160, 0xffa0, 0x2800, 0xfffc, 0x1d159, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0xad,
  0x34f, 0x180e, 0x3000, 0xa0, 0x20, 0x9, 0xa, 0x2028, 0x301, 0x20dd, 0xfe0f, 0xe0001, 0xe0061, 0xe0100,
  0x2065, 0x1d173, 0x17b4, 0xfff9, 0x202e, 0x2066, 0x200f,
].map((code) => String.fromCodePoint(code));

describe('a text with nothing to see', () => {
  it.each(UNSEEN.map((character) => [`U+${(character.codePointAt(0) ?? 0).toString(16)}`, character]))(
    '%s is none, however often it stands there',
    (_, character) => {
      expect(plainText(character)).toBe('');
      expect(plainText(character.repeat(1000))).toBe('');
    },
  );

  it('is none in any mixture', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...UNSEEN), { maxLength: 60 }), (characters) => {
        expect(plainText(characters.join(''))).toBe('');
      }),
    );
  });
});

describe('a text with something to see', () => {
  it('stays one wherever that stands', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...UNSEEN), { maxLength: 20 }),
        fc.constantFrom('a', '1', 'é', '한', 'ا', '日', '👩', '-', '⠁'),
        (characters, letter) => {
          expect(plainText(characters.join('') + letter)).toContain(letter);
          expect(plainText(letter + characters.join(''))).toContain(letter);
        },
      ),
    );
  });

  it.each(['Maya Okafor', '👩‍🚒', 'مهدی‌نیا', 'José', 'ㄱ', '+1 555'])(
    'keeps the joiners and marks of %s',
    (name) => {
      expect(plainText(name)).toBe(name);
    },
  );

  it('takes linear time', () => {
    const begun = performance.now();
    plainText('\u3164'.repeat(1_000_000));
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});
