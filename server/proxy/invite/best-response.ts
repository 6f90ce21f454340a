// Which of several refusals the caller gets after forking (RFC 3261 section 16.7 step 6). Owns the order; pure.

const PREFERENCE: readonly number[] = [603, 486, 600, 488, 415, 487, 480, 408, 404];

function rank(status: number): number {
  if (status >= 600) return 0;
  const preferred = PREFERENCE.indexOf(status);
  return preferred === -1 ? PREFERENCE.length + Math.floor(status / 100) : preferred + 1;
}

/** The final response (300..699) that says most: a decline, then busy, then what the phone could not do. */
export function bestResponse<R extends { readonly status: number }>(responses: readonly R[]): R | undefined {
  return [...responses].sort((one, other) => rank(one.status) - rank(other.status))[0];
}
