// How a server writes its messages: which headers in which order, what it calls itself, how its descriptions look.
// Owns the shape of that data; the edges apply it, and each personality's folder holds its own.

/**
 * One header of a written message. `Via`: as the message has it, left out where it has none. `Server: x`: always x.
 * `Reason ?? x`: as the message has it, else x. Names in braces: `fromUser`, `toUser`, and in requests `contactUser`,
 * `address` and `port` of the phone as it was seen.
 */
export type HeaderLine = string;

/** Which messages a rule is for; what is left out fits all. */
export interface Occasion {
  /** The method of the request, or of the CSeq of a response. */
  readonly method?: string;
  readonly status?: number;
  readonly minStatus?: number;
  readonly isInDialog?: boolean;
  /** Whether this call was opened by the server. */
  readonly isOwnCall?: boolean;
  /** Whether the server has sent 18x for this call before. */
  readonly hasRung?: boolean;
  /** Whether the server itself answers, not somebody behind it. */
  readonly isOwnAnswer?: boolean;
  /** Whether it comes from the numbers that the server plays. */
  readonly isFromNumber?: boolean;
  /** The value of the Event header, for NOTIFY. */
  readonly event?: string;
}

export interface WritingRule {
  readonly on: Occasion;
  readonly lines: readonly HeaderLine[];
  /** The reason phrase of a response, where it has its own. */
  readonly phrase?: string;
  /** True where From goes out with the host it has, though it begins a dialog. */
  readonly keepsFrom?: boolean;
}

/** A session description as a text with names in braces; a line whose name has no value is left out (see describe.ts). */
export type DescriptionText = string;

export interface DescriptionStyle {
  readonly answer: DescriptionText;
  readonly offer: DescriptionText;
  /** A host candidate behind `a=candidate:`. */
  readonly candidate: (address: string, port: number) => string;
  /** The formats of `telephone-event` that it names, e.g. `0-16`; '' for none. */
  readonly eventFormats: string;
}

/** What both kinds of server have. */
interface Writing {
  /** A branch of its own, never the same twice. */
  readonly newBranch: () => string;
  /** A contact in the answer to REGISTER, with `{uri}`, `{left}`, `{instance}`, `{user}`, `{address}` and `{port}`. */
  readonly registeredContact: string;
  /** By how many seconds that shows less than was granted. */
  readonly showsLessBy: number;
  /** The blanks and digits behind `Content-Length:`. */
  readonly lengthText: (octets: number) => string;
  /** The first rule that fits is taken. What none fits goes out as it is. */
  readonly responses: readonly WritingRule[];
  readonly requests: readonly WritingRule[];
  readonly descriptions: DescriptionStyle | undefined;
}

/** A B2BUA: what lies behind it is hidden. */
export interface HidingCostume extends Writing {
  readonly kind: 'hiding';
  /** The server's own Via, with `{branch}` in it. */
  readonly via: string;
  /** The phone's own Via as it comes back: what follows its sent-by, with `{port}`, `{address}` and `{branch}`. */
  readonly returnedVia: string;
  /** The host by which it names itself in the From of what it begins; undefined: the SIP domain. */
  readonly ownHost: string | undefined;
  /** How phones are addressed: by the address that they were seen at, or by their Contact. */
  readonly addresses: 'seen' | 'contact';
}

/** A proxy: messages pass, with its own marks on them. */
export interface PassingCostume extends Writing {
  readonly kind: 'passing';
  readonly via: string;
  /** As `returnedVia` above: for its own answers, and for those that pass. */
  readonly ownVia: string;
  readonly passedVia: string;
  /** What it records of itself, topmost first, with `{tag}` for the caller's tag. */
  readonly recordRoutes: readonly string[];
  /** What a phone's Contact becomes: `alias` keeps it and adds where it was seen, `seen` puts that in its place. */
  readonly contacts: 'alias' | 'seen';
  /** What seals the alias, and whether the caller's address is asserted to the callee (RFC 3325). */
  readonly contactSeal?: string;
  readonly assertsFrom?: boolean;
}

export type Costume = HidingCostume | PassingCostume;

/** Content-Length as most write it. */
export const plainLength = (octets: number): string => ` ${String(octets)}`;
