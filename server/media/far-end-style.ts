// How the far end behaves where servers differ: what it supports, when it rings, how it refuses and how it announces a new name.
// Owns the shape and the demo's own style; the styles of other servers are in personality/.

/** A refusal as the caller gets it. */
export interface Refusal {
  readonly status: number;
  readonly phrase?: string;
  readonly headers?: readonly string[];
}

export interface FarEndStyle {
  /** `all`: Opus before G.711, telephone-event at both rates. `g711`: as a server without Opus. */
  readonly codecs: 'all' | 'g711';
  /** False where a number that is answered at once is answered without 180 first. */
  readonly ringsFirst: boolean;
  /** How a refusal with this status is passed on to the caller; as it is where none is given. */
  readonly refusals: Readonly<Record<number, Refusal>>;
  /** How the caller learns a new name of the other side in a call. */
  readonly naming: {
    readonly method: 'UPDATE' | 'INVITE';
    readonly header: 'P-Asserted-Identity' | 'Remote-Party-ID';
    /** What stands behind the address, e.g. `;party=called`. */
    readonly parameters: string;
  };
  /** What the server does in every call by itself, again and again. */
  readonly routine: { readonly event: 'asked' | 'offerless'; readonly everyMs: number } | undefined;
  /** How a hold is answered (RFC 3264 section 8.4): by not sending, or by neither sending nor receiving. */
  readonly heldAs: 'recvonly' | 'inactive';
  /** No RTCP leaves before so many ms of a call, of a hold and of an ICE restart. */
  readonly quietReportsMs: number;
}

export const DEMO_STYLE: FarEndStyle = {
  codecs: 'all',
  ringsFirst: true,
  refusals: {},
  naming: { method: 'UPDATE', header: 'P-Asserted-Identity', parameters: '' },
  routine: undefined,
  heldAs: 'recvonly',
  quietReportsMs: 0,
};
