// One dialog has one origin whose version grows (RFC 3264 8), although each of its peer connections brings an origin of its own.
// Pure.

export interface Origin {
  readonly start: string;
  readonly version: bigint;
  readonly end: string;
}

const LINE = /^o=(\S+ \S+ )(\d{1,20})( .*)$/mu;

function originOf(sdp: string): Origin | undefined {
  const [, start, version, end] = LINE.exec(sdp) ?? [];
  if (start === undefined || version === undefined || end === undefined) return undefined;
  return { start, version: BigInt(version), end: end.trimEnd() };
}

/** A description of ours as the one that follows `before`, and the origin from then on; the first one stands as it is. */
export function goOn(
  sdp: string,
  before: Origin | undefined,
): { readonly sdp: string; readonly origin: Origin | undefined } {
  const own = originOf(sdp);
  if (before === undefined || own === undefined) return { sdp, origin: before ?? own };
  const origin = { ...before, version: before.version + 1n };
  const line = `o=${origin.start}${String(origin.version)}${origin.end}`;
  return { sdp: sdp.replace(/^o=[^\r\n]*/mu, () => line), origin };
}
