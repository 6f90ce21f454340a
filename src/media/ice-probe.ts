// The test of one STUN or TURN server: what happened while it was asked, and what that means. Pure.
// What browsers report: docs/media.md, "Testing a server".

/** What a browser said while it gathered candidates from the one server. `atMs`: milliseconds since the start. */
export type IceProbeEvent =
  /** `address`: the public address that the server saw, where the candidate tells. */
  | {
      readonly kind: 'candidate';
      readonly type: string;
      readonly address: string | undefined;
      readonly atMs: number;
    }
  /** RTCPeerConnectionIceErrorEvent: the code of RFC 8489 14.8 and RFC 8656 19, or 701: not reached. */
  | { readonly kind: 'error'; readonly code: number; readonly text: string; readonly atMs: number }
  | { readonly kind: 'complete'; readonly atMs: number };

export type IceProbeProblem =
  | 'credentials'
  | 'forbidden'
  | 'quota'
  | 'capacity'
  | 'stale'
  | 'rejected'
  | 'connection'
  | 'dns'
  | 'noAnswer'
  | 'invalid'
  /** This browser has no WebRTC, so no server was asked. */
  | 'unable';

export type IceProbeVerdict =
  /** `afterMs`: how long it took, name lookup and the requests of the protocol included. */
  | { readonly kind: 'reachable'; readonly afterMs: number; readonly address: string | undefined }
  /** A STUN server answered with the very address that this device has: no NAT on the way. */
  | { readonly kind: 'answered'; readonly afterMs: number }
  | {
      readonly kind: 'failed';
      readonly problem: IceProbeProblem;
      /** The server's own error code, where it sent one. */
      readonly code: number | undefined;
    };

/** The verdict comes by then, whatever the browser still tries; a browser gives up after 40 s. */
export const PROBE_DEADLINE_MS = 4000;
const NOT_REACHED = 701;

const BY_CODE: Readonly<Record<number, IceProbeProblem>> = {
  401: 'credentials',
  403: 'forbidden',
  437: 'stale',
  438: 'stale',
  441: 'credentials',
  486: 'quota',
  508: 'capacity',
};

function problemOf(code: number, text: string): IceProbeProblem {
  if (code !== NOT_REACHED) return BY_CODE[code] ?? 'rejected';
  if (/lookup|resolve|dns/iu.test(text)) return 'dns';
  return /establish|refused|connection/iu.test(text) ? 'connection' : 'noAnswer';
}

function failure(problem: IceProbeProblem, code?: number): IceProbeVerdict {
  return { kind: 'failed', problem, code: code === NOT_REACHED ? undefined : code };
}

/**
 * What is known of the server of `url` after `elapsedMs`; undefined while the test still runs, which ends at
 * `PROBE_DEADLINE_MS`. `tellsErrors`: false in a browser without `icecandidateerror`, where an end without an address proves nothing.
 */
export function judgeIceProbe(
  url: string,
  events: readonly IceProbeEvent[],
  elapsedMs: number,
  tellsErrors = true,
): IceProbeVerdict | undefined {
  const wanted = /^turn/iu.test(url) ? 'relay' : 'srflx';
  const candidates = events.filter((event) => event.kind === 'candidate');
  const found = candidates.find(({ type }) => type === wanted);
  if (found !== undefined) {
    const address = found.address ?? candidates.find((other) => other.address !== undefined)?.address;
    return { kind: 'reachable', afterMs: found.atMs, address };
  }
  const errors = events.filter(
    // A socket of one address family and a server of the other: another socket may do.
    (event) => event.kind === 'error' && !/incompatible/iu.test(event.text),
  );
  const complete = events.find((event) => event.kind === 'complete');
  const isOver = complete !== undefined || elapsedMs >= PROBE_DEADLINE_MS;
  const [worst] = errors.filter((event) => event.kind === 'error').sort((a, b) => a.code - b.code);
  // The server's own word is final; one interface that does not get through may be followed by one that does.
  if (worst !== undefined && (isOver || worst.code !== NOT_REACHED)) {
    return failure(problemOf(worst.code, worst.text), worst.code);
  }
  if (!isOver) return undefined;
  // Without an address of its own the device is offline, and asked nobody.
  const hasHost = candidates.some(({ type }) => type === 'host');
  if (complete !== undefined && hasHost && wanted === 'srflx' && tellsErrors) {
    return { kind: 'answered', afterMs: complete.atMs };
  }
  return failure('noAnswer');
}

/** Port: asks one server alone; resolves within `PROBE_DEADLINE_MS`, and never throws. */
export type TestIceServer = (
  url: string,
  account: { readonly username: string; readonly credential: string } | undefined,
) => Promise<IceProbeVerdict>;
