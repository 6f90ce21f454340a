// What happens to the far end's messages on their way out, one tap after the other.
// Owns the joining of taps; each tap has a file of its own.

/** Returns the messages to send instead, now; it may send others later by `later`. */
export type Tap = (text: string, later: (text: string) => void) => string[];

/** The taps in order: what one lets through, the next gets. */
export function inOrder(...taps: readonly Tap[]): Tap {
  return (text, later) =>
    taps.reduce<string[]>((texts, tap) => texts.flatMap((one) => tap(one, later)), [text]);
}
