// Which request of ours a response answers. Headers that a response copies from its request are restored as we wrote them (RFC
// 3261 8.2.6.2 requires the copy, and some copy badly). So a response counts by its branch alone, which nobody can guess, and
// can't pass for the answer to something else. A response that can't be parsed still ends its request, so that nobody waits for
// it. Pure.
import { isCutShort } from './malformed.ts';
import { readAddress } from './address.ts';
import {
  branchOf,
  cseqOf,
  headerValue,
  headerValues,
  parseHead,
  tagOf,
  type SipHead,
} from './sip-message.ts';

type Header = SipHead['headers'][number];

interface OwnRequest {
  readonly method: string;
  readonly requestUri: string;
  /** Via, From, Call-ID and CSeq, as they left. */
  readonly identity: readonly Header[];
  readonly to: string;
}

const IDENTITY: readonly string[] = ['via', 'from', 'call-id', 'cseq'];
const MOST = 500;
/** Marks a response of which only so much can be told, for whoever names the reason. */
export const UNREADABLE = 'bothways-unreadable';
/** Stands for the tag that a provisional response lacks (RFC 3261 12.1.2): without one the stack takes no notice of it. */
const NO_TAG = 'none';

const distinct = (head: SipHead, name: string): readonly string[] => [...new Set(headerValues(head, name))];
/** Its letters may come back in another case (RFC 3261 7.3.1). */
const branchIn = (head: SipHead): string => branchOf(head).toLowerCase();
const isInvite = ({ method }: OwnRequest): boolean => method === 'INVITE';

export class OwnRequests {
  /** By branch and method: a CANCEL has the branch of its INVITE. */
  readonly #byBranch = new Map<string, OwnRequest>();
  /** By Call-ID, number and method, for responses that lost their branch. */
  readonly #byCSeq = new Map<string, OwnRequest>();

  /** A request on its way out. */
  note(text: string): void {
    if (/^(?:SIP\/|ACK )/u.test(text)) return;
    const head = parseHead(text);
    if (head?.method === undefined) return;
    const identity = head.headers.filter(([name]) => IDENTITY.includes(name));
    const { method, requestUri } = head;
    const request = { method, requestUri, identity, to: headerValue(head, 'to') ?? '' };
    keep(this.#byBranch, `${branchIn(head)} ${method}`, request);
    keep(this.#byCSeq, `${headerValue(head, 'call-id') ?? ''} ${headerValue(head, 'cseq') ?? ''}`, request);
  }

  /**
   * The response as its request can take it; `unknown` where it answers none of ours, `waits` where it is provisional and can't be read.
   */
  restored(head: SipHead): SipHead | 'unknown' | 'waits' {
    const request = this.#requestOf(head);
    const status = head.statusCode ?? 0;
    if (request === undefined) return 'unknown';
    const contradicts = ['to', ...IDENTITY.slice(1)].some((name) => distinct(head, name).length > 1);
    const isDamaged = contradicts || isCutShort(head) || status < 100 || status > 699;
    if (status < 200 && (contradicts || status < 100)) return 'waits';
    const rest = head.headers.filter(([name]) => name !== 'to' && !IDENTITY.includes(name));
    const headers = [
      ...request.identity,
      ['to', toOf(head, request)] as const,
      ...rest,
      ...contactFor(head, request),
    ];
    if (!isDamaged) return { ...head, headers };
    const isKept = status < 700 && (isInvite(request) || status >= 300 || !contradicts);
    const statusCode = isKept ? status : 500;
    const startLine = `SIP/2.0 ${String(statusCode)} ${head.reasonPhrase === '' ? 'Unreadable' : head.reasonPhrase}`;
    return { ...head, startLine, statusCode, headers: [...headers, [UNREADABLE, '1']], body: '' };
  }

  #requestOf(head: SipHead): OwnRequest | undefined {
    const branch = branchIn(head);
    const methods = distinct(head, 'cseq').map((value) => /\s(\S+)$/u.exec(value)?.[1]?.toUpperCase() ?? '');
    const named = [...methods, ...(methods.includes('') || methods.length !== 1 ? METHODS : [])];
    for (const method of named) {
      const found = this.#byBranch.get(`${branch} ${method}`);
      if (found !== undefined) return found;
    }
    return branch === '' ? this.#byCSeq.get(cseqKey(head)) : undefined;
  }
}

/** The methods that we send, the likeliest first. */
const METHODS: readonly string[] = [
  'INVITE',
  'BYE',
  'REGISTER',
  'INFO',
  'REFER',
  'NOTIFY',
  'UPDATE',
  'OPTIONS',
  'CANCEL',
];

function cseqKey(head: SipHead): string {
  const { number, method } = cseqOf(head) ?? { number: Number.NaN, method: '' };
  return `${headerValue(head, 'call-id') ?? ''} ${String(number)} ${method}`;
}

/** Whom it names, with the tag that the stack wants of a provisional response; our own To where it names nobody. */
function toOf(head: SipHead, request: OwnRequest): string {
  const said = headerValue(head, 'to') ?? '';
  const to = readAddress(said).uri === '' ? request.to : said;
  const needsTag = isInvite(request) && (head.statusCode ?? 0) > 100 && (head.statusCode ?? 0) < 200;
  return needsTag && tagOf(to) === '' ? `${to};tag=${NO_TAG}` : to;
}

/** A 2xx without a Contact is acknowledged where the INVITE went: there is no other place (RFC 3261 12.1.2 demands one). */
function contactFor(head: SipHead, request: OwnRequest): readonly Header[] {
  const status = head.statusCode ?? 0;
  const lacks =
    isInvite(request) && status >= 200 && status < 300 && headerValue(head, 'contact') === undefined;
  return lacks ? [['contact', `<${request.requestUri}>`]] : [];
}

function keep(map: Map<string, OwnRequest>, key: string, request: OwnRequest): void {
  map.delete(key);
  map.set(key, request);
  const [oldest] = map.keys();
  if (map.size > MOST && oldest !== undefined) map.delete(oldest);
}
