// MD5 (RFC 1321), which browsers don't offer: SIP servers keep passwords as MD5 hashes (RFC 3261 section 22.4), so whoever checks
// one of those has to be answered in it. Only for that; nothing here depends on it for its own safety.

const BLOCK_BYTES = 64;
const LENGTH_BYTES = 8;
const SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;
const SINES = Array.from({ length: BLOCK_BYTES }, (_, index) =>
  Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32),
);

/** UTF-8 (RFC 3629); half of a surrogate pair becomes U+FFFD, as in every browser. */
function utf8(text: string): number[] {
  return Array.from(text).flatMap((character) => {
    const given = character.codePointAt(0) ?? 0;
    const code = given >= 0xd800 && given < 0xe000 ? 0xfffd : given;
    if (code < 0x80) return [code];
    const last = 0x80 | (code & 0x3f);
    if (code < 0x800) return [0xc0 | (code >> 6), last];
    const third = 0x80 | ((code >> 6) & 0x3f);
    if (code < 0x10000) return [0xe0 | (code >> 12), third, last];
    return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), third, last];
  });
}

/** The message with its padding and length, as 32-bit words, the low byte first. */
function wordsOf(bytes: readonly number[]): Uint32Array {
  const blocks = Math.ceil((bytes.length + 1 + LENGTH_BYTES) / BLOCK_BYTES);
  const words = new Uint32Array((blocks * BLOCK_BYTES) / 4);
  [...bytes, 0x80].forEach((byte, index) => {
    words[index >> 2] = (words[index >> 2] ?? 0) | (byte << ((index % 4) * 8));
  });
  words[words.length - 2] = bytes.length * 8;
  return words;
}

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

type State = readonly [number, number, number, number];

/** The mixing function and the word that step `index` of 64 takes. */
function choice(index: number, [, b, c, d]: State): readonly [mixed: number, word: number] {
  if (index < 16) return [(b & c) | (~b & d), index];
  if (index < 32) return [(d & b) | (~d & c), (5 * index + 1) % 16];
  if (index < 48) return [b ^ c ^ d, (3 * index + 5) % 16];
  return [c ^ (b | ~d), (7 * index) % 16];
}

function step(state: State, index: number, block: Uint32Array): State {
  const [a, b, c, d] = state;
  const [mixed, word] = choice(index, state);
  const sum = (a + mixed + (SINES[index] ?? 0) + (block[word] ?? 0)) | 0;
  const shift = SHIFTS[index >> 4]?.[index % 4] ?? 0;
  return [d, (b + rotated(sum, shift)) | 0, b, c];
}

const hexOf = (word: number): string =>
  [0, 8, 16, 24].map((by) => ((word >>> by) & 0xff).toString(16).padStart(2, '0')).join('');

/** MD5 of the text's UTF-8, as 32 small hexadecimal digits. */
export function md5(text: string): string {
  const words = wordsOf(utf8(text));
  let state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let start = 0; start < words.length; start += 16) {
    const block = words.subarray(start, start + 16);
    let mixed = state;
    for (let index = 0; index < 64; index += 1) mixed = step(mixed, index, block);
    const [a, b, c, d] = state;
    state = [(a + mixed[0]) | 0, (b + mixed[1]) | 0, (c + mixed[2]) | 0, (d + mixed[3]) | 0];
  }
  return state.map(hexOf).join('');
}
