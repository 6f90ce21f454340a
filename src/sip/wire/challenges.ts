// Digest challenges on their way to the stack: only those that the account's own server may make (own-realms.ts), and one after another
// for one request (RFC 3261 22.3: each proxy on the way may ask, and the server too). The stack answers a single challenge and
// forgets the answer before it; this keeps the answers together and makes the stack take a further challenge.
// Pure; holds credentials in memory only while their request is under way.
import { digestsOf, formatChallenge, isKnown, isMd5, type DigestChallenge } from './digest-challenge.ts';
import type { OwnRealms } from './own-realms.ts';
import { OwnRequests } from './own-requests.ts';
import {
  branchOf,
  cseqOf,
  formatHead,
  headerValue,
  headerValues,
  parseHead,
  type SipHead,
} from './sip-message.ts';

type Header = readonly [name: string, value: string];

interface Sent {
  readonly callId: string;
  readonly cseq: number;
  readonly method: string;
  readonly credentials: readonly Header[];
  /** A provisional answer beyond 100 came. */
  wasPassedOn: boolean;
}

const MOST = 500;
const ASKING: readonly string[] = ['www-authenticate', 'proxy-authenticate'];
const isCredentials = ([name]: Header): boolean => name === 'authorization' || name === 'proxy-authorization';
const realmOf = (value: string): string => digestsOf(value)[0]?.realm ?? '';
const same = (a: Header, b: Header): boolean => a[0] === b[0] && realmOf(a[1]) === realmOf(b[1]);

const proxyRealms = ({ credentials }: Sent): readonly string[] =>
  credentials.filter(([name]) => name === 'proxy-authorization').map(([, value]) => realmOf(value));

/** Marks a response whose challenge was taken out, for whoever names the reason. */
export const REFUSED_CHALLENGE = 'bothways-refused-challenge';

/** The same where it was of a kind that nobody here can answer. */
export const UNKNOWN_CHALLENGE = 'bothways-unknown-challenge';

/** The response with this one challenge instead of any that it had; a mark where it had one. */
function asking(head: SipHead, challenge: Header): SipHead {
  const rest = head.headers.filter(([name]) => !ASKING.includes(name));
  const isMark = challenge[1] === '';
  const hadNone = rest.length === head.headers.length;
  return isMark && hadNone ? head : { ...head, headers: [...rest, challenge] };
}

export class Challenges {
  readonly #realms: OwnRealms;
  readonly #requests = new OwnRequests();
  /** By branch. */
  readonly #sent = new Map<string, Sent>();
  /** The newest by Call-ID, where it carried credentials. */
  readonly #answered = new Map<string, Sent>();

  constructor(realms: OwnRealms) {
    this.#realms = realms;
  }

  /** A request on its way out, with the credentials of its earlier attempts added where the stack left them behind. */
  outgoing(text: string): string {
    this.#requests.note(text);
    if (/^(?:SIP\/|ACK |CANCEL )/u.test(text)) return text;
    const head = parseHead(text);
    const cseq = head === undefined ? undefined : cseqOf(head);
    if (head?.method === undefined || cseq === undefined) return text;
    const callId = headerValue(head, 'call-id') ?? '';
    const before = this.#answered.get(callId);
    const own = head.headers.filter(isCredentials);
    const isNext = own.length > 0 && before?.method === cseq.method && before.cseq + 1 === cseq.number;
    const missing = isNext ? before.credentials.filter((old) => !own.some((each) => same(each, old))) : [];
    const credentials = [...own, ...missing];
    const sent = { callId, cseq: cseq.number, method: cseq.method, credentials, wasPassedOn: false };
    keep(this.#sent, branchOf(head), sent);
    if (credentials.length > 0) keep(this.#answered, callId, sent);
    return missing.length === 0 ? text : formatHead({ ...head, headers: [...head.headers, ...missing] });
  }

  /**
   * A response as the stack may see it: without a challenge that nobody but the own server may make, and with one from somebody who was
   * not answered yet marked so that the stack answers it too.
   */
  incoming(head: SipHead): SipHead {
    const { statusCode } = head;
    if (statusCode === undefined) return head;
    const sent = this.#requestOf(head);
    if (sent !== undefined && sent.method !== 'REGISTER' && statusCode !== 100 && statusCode !== 407)
      for (const realm of proxyRealms(sent)) this.#realms.passedProxy(realm);
    if (statusCode === 401 || statusCode === 407) return this.#judged(head, statusCode, sent);
    if (sent === undefined || statusCode === 100) return head;
    if (statusCode < 200) sent.wasPassedOn = true;
    else if (sent.method === 'REGISTER' && statusCode < 300)
      this.#realms.learn(
        sent.credentials.map(([name, value]) => ({
          realm: realmOf(value),
          statusCode: name === 'authorization' ? 401 : 407,
        })),
      );
    return head;
  }

  /** A response as the request can take it that it answers; see OwnRequests. */
  restored(head: SipHead): ReturnType<OwnRequests['restored']> {
    return this.#requests.restored(head);
  }

  #judged(head: SipHead, statusCode: 401 | 407, sent: Sent | undefined): SipHead {
    if (sent === undefined) return asking(head, [REFUSED_CHALLENGE, '']);
    const [name, reply] =
      statusCode === 401
        ? (['www-authenticate', 'authorization'] as const)
        : (['proxy-authenticate', 'proxy-authorization'] as const);
    const { method, wasPassedOn } = sent;
    const answeredProxies = proxyRealms(sent);
    const digests = headerValues(head, name).flatMap(digestsOf);
    const allowed = digests.filter(({ realm }) =>
      this.#realms.mayAsk({ method, statusCode, realm, answeredProxies, wasPassedOn }),
    );
    const wasAnswered = ({ realm }: DigestChallenge): boolean =>
      sent.credentials.some((each) => each[0] === reply && realmOf(each[1]) === realm);
    // The stack takes one challenge.
    const known = [...allowed.filter(isMd5), ...allowed].filter(isKnown);
    const choice = known.find((each) => !wasAnswered(each)) ?? known[0];
    if (choice === undefined) {
      const isForeign = digests.length > 0 && allowed.length === 0;
      return asking(head, [isForeign ? REFUSED_CHALLENGE : UNKNOWN_CHALLENGE, '']);
    }
    const isFurther = sent.credentials.length > 0 && !wasAnswered(choice);
    const stale = isFurther || choice.fields.get('stale')?.toLowerCase() === 'true';
    return asking(head, [name, formatChallenge(choice, stale)]);
  }

  /** The request that a response answers, as we sent it. */
  #requestOf(head: SipHead): Sent | undefined {
    const sent = this.#sent.get(branchOf(head));
    if (sent?.callId !== headerValue(head, 'call-id')) return undefined;
    return sent?.method === cseqOf(head)?.method ? sent : undefined;
  }
}

function keep(map: Map<string, Sent>, key: string, sent: Sent): void {
  map.delete(key);
  map.set(key, sent);
  const [oldest] = map.keys();
  if (map.size > MOST && oldest !== undefined) map.delete(oldest);
}
