// Which requests are for us: first those of a dialog that we are in, then those to a contact that we gave or were given (RFC 5627 3.3, GRUU),
// then those to our user. JsSIP looks at the user alone, before the dialog, and answers 404.
import type { UA } from 'jssip';
import { readUri } from '../wire/address.ts';

interface StackRequest {
  readonly method: string;
  readonly call_id: string;
  readonly cseq: number;
  readonly from_tag: string | undefined;
  readonly to_tag: string | undefined;
  via_branch: string;
  readonly ruri: { user: string; toString(): string };
}

interface StackUserAgent {
  readonly configuration: { readonly uri: { readonly user: string } };
  readonly contact: object;
  readonly _transactions: { readonly ist: Readonly<Record<string, { readonly request: StackRequest }>> };
  receiveRequest(request: StackRequest): void;
}

/** Temporary GRUUs stay good as long as the registration, though each answer brings another (RFC 5627 3.2). */
const MOST_GRUUS = 50;

/** What shares the branch of an INVITE, or has a server transaction of that kind. */
const OF_INVITES: readonly string[] = ['INVITE', 'ACK', 'CANCEL'];

function addressOf(uri: string): string {
  const { user = '', host } = readUri(uri);
  return `${user}@${host}`;
}

/** Every GRUU that we are given from now on. */
function gruusOf(contact: StackUserAgent['contact']): ReadonlySet<string> {
  const gruus = new Set<string>();
  for (const name of ['pub_gruu', 'temp_gruu']) {
    let given: string | null = null;
    Object.defineProperty(contact, name, {
      get: () => given,
      set: (gruu: string | null) => {
        given = gruu;
        if (gruu !== null) gruus.add(addressOf(gruu));
        const [oldest] = gruus;
        if (gruus.size > MOST_GRUUS && oldest !== undefined) gruus.delete(oldest);
      },
    });
  }
  return gruus;
}

/** The INVITE that a CANCEL is for: of its branch, or where that was lost, of its call (RFC 3261 9.1). */
function cancelled(stack: StackUserAgent, cancel: StackRequest): StackRequest | undefined {
  const { ist } = stack._transactions;
  if (ist[cancel.via_branch] !== undefined) return ist[cancel.via_branch]?.request;
  return Object.values(ist).find(
    ({ request }) =>
      request.call_id === cancel.call_id &&
      request.cseq === cancel.cseq &&
      request.from_tag === cancel.from_tag,
  )?.request;
}

/** Makes a user agent take what is its own. */
export function takeOwnRequests(ua: UA): void {
  const stack = ua as unknown as StackUserAgent;
  const receive = stack.receiveRequest.bind(stack);
  const gruus = gruusOf(stack.contact);
  stack.receiveRequest = (request): void => {
    const invite = request.method === 'CANCEL' ? cancelled(stack, request) : undefined;
    if (invite !== undefined) request.via_branch = invite.via_branch;
    // In a dialog, known or not, the answer is the dialog's: 481 where there is none.
    const hasDialog = (request.to_tag ?? '') !== '';
    const isInside = hasDialog || request.method === 'ACK';
    // Of one branch only a copy is one (RFC 3261 17.2.3): a BYE is not lost because its branch was another request's before.
    if (hasDialog && !OF_INVITES.includes(request.method))
      request.via_branch += ` ${String(request.cseq)} ${request.method}`;
    if (isInside || invite !== undefined || gruus.has(addressOf(request.ruri.toString())))
      request.ruri.user = stack.configuration.uri.user;
    receive(request);
  };
}
