// The value of From, To, Contact, Route and Refer-To (RFC 3261 section 20.10): display name, URI, parameters.
// Owns reading them; refuses to write them.
import { parseParameters, splitOutside } from './lexing.ts';

export interface NameAddr {
  /** The URI as written, without angle brackets. */
  readonly uri: string;
  /** Header parameters (`tag`, `expires`, `+sip.instance`), names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads a name-addr or an addr-spec; undefined where there is no URI in it. */
export function parseNameAddr(value: string): NameAddr | undefined {
  const [address = '', ...parameters] = splitOutside(value, ';');
  const open = address.lastIndexOf('<');
  if (open !== -1 && !address.endsWith('>')) return undefined;
  const uri = (open === -1 ? address : address.slice(open + 1, -1)).trim();
  if (uri === '') return undefined;
  return { uri, parameters: parseParameters(parameters) };
}

/** The tag of a From or To value, or undefined. */
export function tagOf(value: string | undefined): string | undefined {
  return value === undefined ? undefined : parseNameAddr(value)?.parameters.get('tag');
}
