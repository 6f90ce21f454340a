// Says SIP over a raw line as a phone would, or as a liar would: every field can be another than it should be.
import { randomBytes } from 'node:crypto';
import { type DigestCredentials, digestResponse } from '../../../../server/sip/digest.ts';
import { type Header, type SipRequest, type SipResponse, headerOf } from '../../../../server/sip/message.ts';
import { parseMessage } from '../../../../server/sip/parse-message.ts';
import { createResponse } from '../../../../server/sip/response.ts';
import { serializeMessage } from '../../../../server/sip/serialize-message.ts';
import { DOMAIN } from '../lab-values.ts';
import type { Line } from './lines.ts';

export const random = (): string => randomBytes(6).toString('hex');
export const aor = (user: string): string => `sip:${user}@${DOMAIN}`;
/** The lab's passwords. */
export const passwordOf = (user: string): string => `secret-${user}`;

/** A request as somebody wants it; what is left out is as an honest phone has it. */
export interface Wanted {
  readonly method: string;
  readonly uri: string;
  readonly callId?: string;
  readonly cseq?: number;
  /** Whole values. */
  readonly from?: string;
  readonly to?: string;
  readonly contact?: string;
  readonly headers?: readonly Header[];
  readonly body?: string;
}

type Signed = Pick<DigestCredentials, 'username' | 'realm' | 'nonce' | 'uri'>;

const CHALLENGE: Readonly<Record<number, string>> = { 401: 'WWW-Authenticate', 407: 'Proxy-Authenticate' };
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&');

/** The parts of a challenge. Throws where the answer has none. */
export function challengeOf(
  answer: SipResponse,
): Record<'realm' | 'nonce', string> & { readonly stale: boolean } {
  const text = headerOf(answer, CHALLENGE[answer.status] ?? '');
  if (text === undefined) throw new Error(`no challenge: ${String(answer.status)} ${answer.reason}`);
  const part = (name: string): string => new RegExp(`${name}="([^"]*)"`, 'u').exec(text)?.[1] ?? '';
  return { realm: part('realm'), nonce: part('nonce'), stale: /stale=true/iu.test(text) };
}

/** What whoever knows the password of `given.username` signs for a method. */
export function signature(given: Signed, method: string, nc = '00000001'): string {
  const asked = { ...given, qop: 'auth', nc, cnonce: random() };
  const response = digestResponse(asked, method, passwordOf(given.username));
  const quoted = Object.entries({ ...given, cnonce: asked.cnonce, response });
  return `Digest ${quoted.map(([name, value]) => `${name}="${value}"`).join(', ')}, qop=auth, nc=${nc}`;
}

export class RawPhone {
  readonly line: Line;
  readonly user: string;
  readonly tag = random();
  readonly #host = `${random()}.invalid`;
  #cseq = 0;

  constructor(line: Line, user: string) {
    this.line = line;
    this.user = user;
  }

  get contact(): string {
    const { kind, ends } = this.line;
    if (kind === 'wss') return `<sip:${this.user}@${this.#host};transport=ws>`;
    const transport = kind === 'udp' ? '' : `;transport=${kind}`;
    return `<sip:${this.user}@${ends.address}:${String(ends.port)}${transport}>`;
  }

  get from(): string {
    return `<${aor(this.user)}>;tag=${this.tag}`;
  }

  /** The message itself, with a branch of its own. */
  compose(wanted: Wanted): SipRequest {
    const { kind, ends } = this.line;
    const host = kind === 'wss' ? this.#host : `${ends.address}:${String(ends.port)}`;
    const { method, uri, cseq = ++this.#cseq, contact = this.contact } = wanted;
    const headers: Header[] = [
      ['Via', `SIP/2.0/${kind.toUpperCase()} ${host};rport;branch=z9hG4bK${random()}`],
      ['Max-Forwards', '69'],
      ['From', wanted.from ?? this.from],
      ['To', wanted.to ?? `<${method === 'REGISTER' ? aor(this.user) : uri}>`],
      ['Call-ID', wanted.callId ?? random()],
      ['CSeq', `${String(cseq)} ${method}`],
      ...(contact === '' ? [] : [['Contact', contact] as const]),
      ...(wanted.headers ?? []),
    ];
    return { kind: 'request', method, uri, headers, body: wanted.body ?? '' };
  }

  async send(request: SipRequest): Promise<void> {
    await this.line.send(serializeMessage(request));
  }

  /** The final answer to a request, by its Call-ID and CSeq; undefined where none comes. */
  async answerTo(request: SipRequest, ms?: number): Promise<SipResponse | undefined> {
    const [callId, cseq] = ['Call-ID', 'CSeq'].map((name) => escaped(headerOf(request, name) ?? ''));
    const pattern = `^SIP/2\\.0 [2-6](?=[\\s\\S]*^Call-ID: ${callId}\\r$)(?=[\\s\\S]*^CSeq: ${cseq}\\r$)`;
    const message = parseMessage((await this.line.take(new RegExp(pattern, 'mu'), ms)) ?? '');
    if (message?.kind !== 'response') return undefined;
    if (request.method === 'INVITE' && message.status >= 300) await this.#acknowledge(request, message);
    return message;
  }

  /** Sends and waits for the final answer. Throws where none comes. */
  async ask(wanted: Wanted): Promise<SipResponse> {
    const request = this.compose(wanted);
    await this.send(request);
    const answer = await this.answerTo(request);
    if (answer === undefined) throw new Error(`no answer to ${request.method} ${request.uri}`);
    return answer;
  }

  /** The request again, signed as its challenge asks: what goes out, and it has not gone out yet. */
  signed(wanted: Wanted, challenge: SipResponse): Wanted {
    const { realm, nonce } = challengeOf(challenge);
    const value = signature({ username: this.user, realm, nonce, uri: wanted.uri }, wanted.method);
    const name = challenge.status === 401 ? 'Authorization' : 'Proxy-Authorization';
    return { ...wanted, headers: [...(wanted.headers ?? []), [name, value]] };
  }

  /** Asks as an honest phone: once more with the password where that is wanted. */
  async askHonestly(wanted: Wanted): Promise<SipResponse> {
    const one = { callId: random(), ...wanted };
    const challenge = await this.ask(one);
    if (CHALLENGE[challenge.status] === undefined) return challenge;
    return this.ask(this.signed(one, challenge));
  }

  /** Sends as an honest phone and waits for nothing but the challenge; resolves to what went out last. */
  async dial(wanted: Wanted): Promise<SipRequest> {
    const one = { callId: random(), ...wanted };
    const request = this.compose(this.signed(one, await this.ask(one)));
    await this.send(request);
    return request;
  }

  async register(wanted: Partial<Wanted> = {}): Promise<SipResponse> {
    const answer = await this.askHonestly({ method: 'REGISTER', uri: `sip:${DOMAIN}`, ...wanted });
    if (answer.status !== 200) throw new Error(`${this.user} is not registered: ${String(answer.status)}`);
    return answer;
  }

  /** The next request of a method that came; undefined where none does. */
  async takeRequest(method: string, ms?: number): Promise<SipRequest | undefined> {
    const message = parseMessage((await this.line.take(new RegExp(`^${method} sip`, 'u'), ms)) ?? '');
    return message?.kind === 'request' ? message : undefined;
  }

  /** The same, which has to come. */
  async requestThatCame(method: string): Promise<SipRequest> {
    const request = await this.takeRequest(method);
    if (request === undefined) throw new Error(`${this.user} got no ${method}`);
    return request;
  }

  async reply(request: SipRequest, status: number, more: readonly Header[] = []): Promise<void> {
    const recorded = request.headers.filter(([name]) => name === 'Record-Route');
    const contact: Header[] = status < 300 ? [['Contact', this.contact]] : [];
    const answer = createResponse(request, status, [...recorded, ...contact, ...more]);
    await this.line.send(serializeMessage(answer));
  }

  async #acknowledge(request: SipRequest, answer: SipResponse): Promise<void> {
    const kept = request.headers.filter(([name]) =>
      ['Via', 'Max-Forwards', 'From', 'Call-ID', 'Route'].includes(name),
    );
    const cseq = `${String(Number.parseInt(headerOf(request, 'CSeq') ?? '', 10))} ACK`;
    const headers: Header[] = [...kept, ['To', headerOf(answer, 'To') ?? ''], ['CSeq', cseq]];
    await this.send({ kind: 'request', method: 'ACK', uri: request.uri, headers, body: '' });
  }
}
