// What RFC 4475 asks of a user agent that gets each torture message, and what ours gives where that is something else.
// `ring` is a 180; `silence` no answer at all. Where the RFC allows several answers, all of them are listed.

export type Answer = number | 'ring' | 'silence';

export interface Expectation {
  readonly asks: readonly Answer[];
  /** Where ours differs, what it gives, and why that stands. */
  readonly known?: { readonly gives: Answer; readonly because: string };
}

/** The RFC speaks of registrars there; a phone is none, and any refusal will do. */
const REGISTRAR: Expectation = { asks: [404, 405, 501] };

const differs = (asks: readonly Answer[], gives: Answer, because: string): Expectation => ({
  asks,
  known: { gives, because },
});

const ADDRESS_FIRST = 'JsSIP looks at the user of the Request-URI before the method';

export const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  // 3.1.1 Valid messages
  wsinv: { asks: [481] }, // it has a To tag of no call of ours (RFC 3261 12.2.2)
  intmeth: differs([501], 405, 'RFC 3261 8.2.1 asks for 405 with Allow'),
  esc01: { asks: ['ring'] },
  escnull: REGISTRAR,
  esc02: differs([501], 404, ADDRESS_FIRST),
  lwsdisp: { asks: [200] },
  longreq: { asks: ['ring'] },
  dblreq: REGISTRAR,
  semiuri: { asks: [200] },
  transports: { asks: [200] },
  mpart01: { asks: [405, 415] },
  unreason: { asks: ['silence'] },
  noreason: { asks: ['silence'] },
  // 3.1.2 Invalid messages
  badinv01: differs([400], 'ring', 'needless separators hide nothing that is of use'),
  clerr: { asks: [400] },
  ncl: { asks: [400] },
  scalar02: { asks: [400] },
  scalarlg: { asks: ['silence'] },
  quotbal: { asks: [400] },
  ltgtruri: { asks: [400, 'ring'] },
  lwsruri: { asks: [400] },
  lwsstart: { asks: [400, 'ring'] },
  trws: { asks: [400, 200] },
  escruri: { asks: [400, 'ring'] },
  baddate: { asks: [400, 'ring'] },
  regbadct: differs([400], 404, 'a phone is no registrar, and refuses it whatever its Contact is'),
  badaspec: { asks: [400, 200] },
  baddn: { asks: [400, 200] },
  badvers: { asks: [505] },
  mismatch01: { asks: [400] },
  mismatch02: { asks: [400, 501] },
  bigcode: { asks: ['silence'] },
  // 3.2 Transaction layer
  badbranch: { asks: [200] },
  // 3.3 Application layer
  insuf: { asks: [400] },
  unkscm: { asks: [416] },
  novelsc: { asks: [416] },
  unksm2: { asks: [400, 404, 405, 416] },
  bext01: { asks: [420] },
  invut: { asks: [415] },
  regaut01: REGISTRAR,
  multi01: { asks: [400] },
  mcl01: { asks: [400] },
  bcast: { asks: ['silence'] },
  zeromf: { asks: [200] },
  cparam01: REGISTRAR,
  cparam02: REGISTRAR,
  regescrt: REGISTRAR,
  sdp01: differs([406], 'ring', 'JsSIP does not read Accept; the answer would be SDP, as the offer is'),
  // 3.4 Backward compatibility
  inv2543: differs(['ring'], 500, 'without a Contact JsSIP makes no dialog (RFC 3261 8.1.1.8 demands one)'),
};
