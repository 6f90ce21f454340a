// How a server writes its messages: which headers in which order, what it calls itself, how its descriptions look.
// Owns the shape of that data; edge.ts applies it, and each personality's folder holds its own.

/**
 * One header of a written message. `Via`: as the message has it, left out where it has none. `Server: x`: always x.
 * `Reason ?? x`: as the message has it, else x. Names in braces stand for `fromUser` and `toUser`.
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
  /** The value of the Event header, for NOTIFY. */
  readonly event?: string;
}

export interface WritingRule {
  readonly on: Occasion;
  readonly lines: readonly HeaderLine[];
  /** True where From goes out with the host it has, though it begins a dialog. */
  readonly keepsFrom?: boolean;
}

/** A session description as a text with names in braces; a line whose name has no value is left out (see describe.ts). */
export type DescriptionText = string;

export interface Costume {
  /** The server's own Via, with `{branch}` in it. */
  readonly via: string;
  /** What stands before the UUID in a branch of its own. */
  readonly branchPrefix: string;
  /** The phone's own Via as it comes back: what follows its sent-by, with `{port}`, `{address}` and `{branch}`. */
  readonly returnedVia: string;
  /** The host by which it names itself in the From of what it begins. */
  readonly ownHost: string;
  /** True where phones are addressed by the address that they were seen at, not by their Contact. */
  readonly usesSeenAddress: boolean;
  /** A contact in the answer to REGISTER, with `{uri}` and `{left}`. */
  readonly registeredContact: string;
  /** By how many seconds that shows less than was granted. */
  readonly showsLessBy: number;
  /** The blanks and digits behind `Content-Length:`. */
  readonly lengthText: (octets: number) => string;
  /** The first rule that fits is taken. What none fits goes out as it is. */
  readonly responses: readonly WritingRule[];
  readonly requests: readonly WritingRule[];
  readonly answer: DescriptionText;
  readonly offer: DescriptionText;
  /** A host candidate behind `a=candidate:`. */
  readonly candidate: (address: string, port: number) => string;
  /** The formats of `telephone-event` that it names, e.g. `0-16`. */
  readonly eventFormats: string;
}
