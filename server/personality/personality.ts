// A personality: how a server that people run behaves, as data, with the evidence for each line of it.
// Owns the shape. Applied by proxy/ (manners), media/ (style), http/ (keep-alives) and edge/ (how messages are written).
import type { FarEndStyle } from '../media/far-end-style.ts';
import type { ChallengeStyle } from '../proxy/authenticator.ts';
import type { Manners } from '../proxy/manners.ts';
import type { NonceShape } from '../shared/nonces.ts';
import type { Costume } from './edge/costume.ts';

export type PersonalityName =
  'demo' | 'asterisk' | 'freeswitch' | 'kamailio' | 'opensips' | 'janus' | 'threecx' | 'sbc';

/**
 * `recorded`: a real server sent it, in this scene of the recording. `measured`: seen of a real server, without a message
 * to show. `cited`: a public source says so; nobody here has seen it.
 */
export type Evidence =
  | { readonly kind: 'recorded'; readonly scene: string }
  | { readonly kind: 'measured'; readonly where: string }
  | { readonly kind: 'cited'; readonly source: string; readonly url: string };

/** One thing that this server does in its own way. */
export interface Row {
  readonly does: string;
  readonly evidence: Evidence;
}

export interface KeepAlives {
  /** Whether CRLFCRLF gets CRLF back (RFC 5626 section 3.5.1). */
  readonly answersCrlf: boolean;
  /** How often the server itself sends CRLFCRLF, in ms; undefined: never. */
  readonly sendsCrlfEveryMs: number | undefined;
}

export interface Challenges {
  /** The realm; the SIP domain where it is undefined. */
  readonly realm: string | undefined;
  /** Undefined: the demo's own. */
  readonly style: ChallengeStyle | undefined;
  /** `uses`: for how many requests a nonce is good; any number where it is left out. */
  readonly nonces: {
    readonly shape: NonceShape | undefined;
    readonly lifetimeMs: number;
    readonly uses?: number;
  };
}

/** What the server sends an extension by itself, right after its registration. */
export interface Greeting {
  /** OPTIONS at once and then so often, in ms; undefined: never. */
  readonly asksEveryMs: number | undefined;
  /** Whether it tells of voicemail (RFC 3842). */
  readonly hasMailbox: boolean;
}

export interface Personality {
  readonly name: PersonalityName;
  /** What it behaves like, in a few words, for the console. */
  readonly title: string;
  readonly keepAlives: KeepAlives;
  readonly challenges: Challenges;
  readonly manners: Manners;
  /** Hosts by which it names itself beside the SIP domain; who calls such an address calls it. */
  readonly ownNames: readonly string[];
  readonly style: FarEndStyle;
  readonly greeting: (user: string) => Greeting;
  /** How its messages are written; undefined where the demo's own are left as they are. */
  readonly costume: Costume | undefined;
  readonly rows: readonly Row[];
}
