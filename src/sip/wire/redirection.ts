// Where a 3xx points to (RFC 3261 8.1.3.4, 21.3): all its contacts, the most wanted first (20.10, `q`). Pure.
import { readAddress, readUri } from './address.ts';
import { listValues } from './list-values.ts';
import { LONGEST_ADDRESS } from './message-limits.ts';

const DIALLED: readonly string[] = ['sip', 'sips', 'tel'];

function weightOf(q: string | null | undefined): number {
  const weight = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/u.test(q ?? '') ? Number(q) : 1;
  return weight;
}

/** The address that a phone can call and that the server wants called first; undefined where there is none. */
export function redirectTarget(contacts: readonly string[]): string | undefined {
  const found = contacts
    .flatMap((line) => listValues(line))
    .map(readAddress)
    .filter(({ uri }) => {
      const { scheme, user = '' } = readUri(uri);
      return uri.length <= LONGEST_ADDRESS && DIALLED.includes(scheme) && user !== '';
    })
    .map(({ uri, params }) => ({ uri, weight: weightOf(params.get('q')) }));
  return [...found].sort((a, b) => b.weight - a.weight)[0]?.uri;
}
