// How much one message from the wire may hold. What is longer is refused before anything reads it (RFC 3261 21.5.7, 513), and texts that
// screens and stores get are cut here: a caller can neither freeze the page nor fill its stores. Pure.

/** Characters of a message: the longest that a real server was seen to send has 9 000. */
export const LONGEST_MESSAGE = 65_536;
/** Characters of one header; a registrar lists all its contacts in one. */
export const LONGEST_HEADER = 16_384;
const MOST_HEADERS = 256;
/** Values of one header, such as addresses: the stack looks for each from the start. */
const MOST_VALUES = 512;
/** Sections of a session description: a browser makes a transceiver for each, and a call needs one. */
const MOST_SECTIONS = 16;

/** Characters of a name, and of an address (RFC 3261 sets no bound). */
export const LONGEST_NAME = 80;
export const LONGEST_ADDRESS = 256;
/** Characters of a reason phrase, or whatever else a server says in words. */
export const LONGEST_REMARK = 200;

/** As much of what arrived as is read; one character more than fits tells that there was more. */
export function readable(text: string): string {
  return text.length > LONGEST_MESSAGE ? text.slice(0, LONGEST_MESSAGE + 1) : text;
}

/** Whether the message, as `readable` gives it, is longer than is taken. */
export function isTooLong(text: string): boolean {
  return text.length > LONGEST_MESSAGE;
}

/** How many commas a text holds: at least as many as values end there. */
function commasIn(text: string): number {
  let commas = 0;
  for (let at = text.indexOf(','); at !== -1; at = text.indexOf(',', at + 1)) commas += 1;
  return commas;
}

/** Whether its headers are more, or longer, than a message of use has. `strayLines`: lines among them that are none. */
export function hasTooMuchInHeaders({
  headers,
  strayLines,
}: {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly strayLines: number;
}): boolean {
  if (headers.length + strayLines > MOST_HEADERS) return true;
  if (headers.some(([, value]) => value.length > LONGEST_HEADER)) return true;
  const values = new Map<string, number>();
  for (const [name, value] of headers) values.set(name, (values.get(name) ?? 0) + 1 + commasIn(value));
  return [...values.values()].some((count) => count > MOST_VALUES);
}

/** Whether a body describes more media than a call can have. */
export function hasTooManySections(body: string): boolean {
  let sections = 0;
  for (
    let at = body.startsWith('m=') ? 0 : body.indexOf('\nm=');
    at !== -1;
    at = body.indexOf('\nm=', at + 1)
  )
    if ((sections += 1) > MOST_SECTIONS) return true;
  return false;
}

/** The text where it is short enough, else its beginning and an ellipsis. Never cuts a character in two. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = text.slice(0, longest - 1);
  return `${/[\uD800-\uDBFF]$/u.test(end) ? end.slice(0, -1) : end}…`;
}
