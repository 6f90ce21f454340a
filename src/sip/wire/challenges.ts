// Digest challenges, one after another, for one request (RFC 3261 22.3: each proxy on the way may ask, and the server too).
// The stack answers a single challenge and forgets the answer before it; this keeps the answers together and makes the stack
// take a further challenge. Pure; holds credentials in memory only while their request is under way.
import { branchOf, cseqOf, formatHead, headerValue, parseHead, type SipHead } from './sip-message.ts';

type Header = readonly [name: string, value: string];

interface Attempt {
  readonly cseq: number;
  readonly method: string;
  readonly credentials: readonly Header[];
}

const MOST = 50;
const isCredentials = ([name]: Header): boolean => name === 'authorization' || name === 'proxy-authorization';

function realmOf(value: string): string {
  return /realm\s*=\s*"([^"]*)"/iu.exec(value)?.[1] ?? '';
}

const same = (a: Header, b: Header): boolean => a[0] === b[0] && realmOf(a[1]) === realmOf(b[1]);

export class Challenges {
  /** By Call-ID and by branch. */
  readonly #attempts = new Map<string, Attempt>();

  /** A request on its way out, with the credentials of its earlier attempts added where the stack left them behind. */
  outgoing(text: string): string {
    if (!/^(?:proxy-)?authorization:/imu.test(text)) return text;
    const head = parseHead(text);
    const cseq = head === undefined ? undefined : cseqOf(head);
    if (head?.method === undefined || cseq === undefined) return text;
    const callId = headerValue(head, 'call-id') ?? '';
    const before = this.#attempts.get(callId);
    const own = head.headers.filter(isCredentials);
    const isNext = before?.method === cseq.method && before.cseq + 1 === cseq.number;
    const missing = isNext ? before.credentials.filter((old) => !own.some((each) => same(each, old))) : [];
    const attempt = { cseq: cseq.number, method: cseq.method, credentials: [...own, ...missing] };
    this.#keep(callId, attempt);
    this.#keep(branchOf(head), attempt);
    return missing.length === 0 ? text : formatHead({ ...head, headers: [...head.headers, ...missing] });
  }

  /** A 401 or 407 from someone who was not answered yet, marked so that the stack answers it too. */
  incoming(head: SipHead): SipHead {
    if (head.statusCode !== 401 && head.statusCode !== 407) return head;
    const answered = this.#attempts.get(branchOf(head))?.credentials;
    if (answered === undefined) return head;
    const name = head.statusCode === 401 ? 'www-authenticate' : 'proxy-authenticate';
    const reply = head.statusCode === 401 ? 'authorization' : 'proxy-authorization';
    const challenge = headerValue(head, name) ?? '';
    if (answered.some((each) => same(each, [reply, challenge]))) return head;
    const headers = head.headers.map(([each, value]): Header =>
      each === name ? [each, `${value.replace(/,?\s*stale\s*=\s*\w+/iu, '')}, stale=true`] : [each, value],
    );
    return { ...head, headers };
  }

  #keep(key: string, attempt: Attempt): void {
    this.#attempts.delete(key);
    this.#attempts.set(key, attempt);
    const [oldest] = this.#attempts.keys();
    if (this.#attempts.size > MOST && oldest !== undefined) this.#attempts.delete(oldest);
  }
}
