// The Via header (RFC 3261 section 20.42): where a response goes and which transaction it belongs to.
// Owns reading one value; refuses to decide anything by it.
import { parseParameters, splitOutside } from './lexing.ts';

export interface Via {
  /** `host[:port]`, lower case. */
  readonly sentBy: string;
  readonly branch: string;
}

/** Reads one Via value; undefined where it has no sent-by or no branch. */
export function parseVia(value: string | undefined): Via | undefined {
  if (value === undefined) return undefined;
  const [head = '', ...rest] = splitOutside(value, ';');
  const match = /^SIP\s*\/\s*2\.0\s*\/\s*\w+\s+(\S+)$/i.exec(head);
  const branch = parseParameters(rest).get('branch');
  if (match?.[1] === undefined || branch === undefined || branch === '') return undefined;
  return { sentBy: match[1].toLowerCase(), branch };
}
