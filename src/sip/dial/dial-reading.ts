// What the dial field's reader answers: what will be called, several things to choose from, or why nothing can be.

/** What stands behind a number and is no part of it. */
export interface AfterAnswer {
  /** `extension`: offered once they answer; `tones`: keys that were written behind a pause. */
  readonly kind: 'extension' | 'tones';
  /** Keys (0 to 9, *, #), `,` for a pause of two seconds, `;` to wait for the person; begins with a key. */
  readonly keys: string;
  /** Sent by itself after this many milliseconds; undefined: only when the person says so. */
  readonly afterMs: number | undefined;
}

export interface DialTarget {
  readonly kind: 'target';
  /** SIP URI of the INVITE, which the history keeps: read again, it gives this very target. */
  readonly uri: string;
  /** What is called, as a person should see it: `+15550109999`, `alice`, `bob@example.org`. Read again, it gives `uri`. */
  readonly shown: string;
  /** True where `shown` is not simply what was typed. */
  readonly differs: boolean;
  readonly after?: AfterAnswer;
}

export type DialRefusal =
  /** A sign that no number and no name has. `at`: its place in what was typed, from 1; undefined where it was hidden in an escape. */
  | { readonly reason: 'sign'; readonly sign: string; readonly at: number | undefined }
  /** Words, and no number among them. */
  | { readonly reason: 'space' }
  /** An address of another kind of program, such as `https`. */
  | { readonly reason: 'scheme'; readonly scheme: string }
  /** A server, and nobody at it. */
  | { readonly reason: 'nobody'; readonly host: string }
  | { readonly reason: 'host'; readonly host: string }
  /** `%` with something else than text behind it. */
  | { readonly reason: 'escape' }
  /** So many digits, or characters, are no number. */
  | { readonly reason: 'tooLong'; readonly length: number; readonly most: number };

export type DialReading =
  | { readonly kind: 'empty' }
  /** Signs alone: nothing to call. */
  | { readonly kind: 'nothing' }
  | DialTarget
  | { readonly kind: 'choice'; readonly targets: readonly DialTarget[] }
  | { readonly kind: 'refused'; readonly refusal: DialRefusal };

/** Longest number taken, in keys: a feature code with two numbers in it is shorter. */
export const MOST_KEYS = 40;
/** Longest text read, in characters. */
export const MOST_TYPED = 4000;

export const refused = (refusal: DialRefusal): DialReading => ({ kind: 'refused', refusal });

export const tooLong = (length: number, most: number): DialReading =>
  refused({ reason: 'tooLong', length, most });
