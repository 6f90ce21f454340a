// A BYE that could not be delivered, because the far side was just coming back from a lost connection, is sent again as a new
// request (RFC 3261 8.1.1.5, 8.1.1.7): without it the far side would keep a call that is over. Pure.

/** Answers of a proxy that does not reach the far side at the moment (RFC 3261 21.4, 21.5; RFC 5626 11.5). */
export const OUT_OF_REACH: readonly number[] = [404, 408, 410, 430, 480, 500, 502, 503, 504];

/** Waits before each further BYE, in milliseconds. */
export const BYE_AGAIN_MS: readonly number[] = [1000, 2000, 4000, 8000, 16_000];

/** The BYE with the next CSeq and another branch. */
export function byeAgain(text: string, attempt: number): string {
  return text
    .replace(
      /^(CSeq:\s*)(\d+)/imu,
      (_match, name: string, number: string) => `${name}${String(Number(number) + 1)}`,
    )
    .replace(/^(?:via|v)[ \t]*:[^\r\n]*/imu, (via) =>
      via.replace(/(;\s*branch\s*=\s*z9hG4bK[^;,\s]*)/iu, `$1a${String(attempt)}`),
    );
}
