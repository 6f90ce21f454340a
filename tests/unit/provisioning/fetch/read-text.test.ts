// An answer over HTTP is read to a bound, and no further.
import { describe, expect, it } from 'vitest';
import { LONGEST_ANSWER, textOf } from '../../../../src/provisioning/fetch/read-text.ts';

describe('the text of an answer', () => {
  it('is read whole, characters that come in parts too', async () => {
    const bytes = new TextEncoder().encode('{"a":"ü€"}');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect(await textOf(new Response(body))).toBe('{"a":"ü€"}');
    expect(await textOf(new Response(null))).toBe('');
  });

  it('is given up where it has no end', async () => {
    let parts = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        parts += 1;
        controller.enqueue(new Uint8Array(1024).fill(32));
      },
    });
    await expect(textOf(new Response(body))).rejects.toThrow(SyntaxError);
    expect(parts).toBeLessThan(LONGEST_ANSWER / 1024 + 8);
  });
});
