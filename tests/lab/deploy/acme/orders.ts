// Accounts, orders and challenges of ACME (RFC 8555), as much of it as certbot asks for. A name is proved as in the world: by what a
// web server at that name answers on port 80 (http-01, section 8.3).
import { randomBytes, type JsonWebKey } from 'node:crypto';
import type { Authority } from './authority.ts';
import { thumbprintOf, type SignedRequest } from './jws.ts';

interface Proof {
  readonly name: string;
  readonly token: string;
  status: 'pending' | 'valid' | 'invalid';
}

interface Order {
  readonly proofs: readonly Proof[];
  certificate: string | undefined;
}

export interface Reply {
  readonly status?: number;
  readonly location?: string;
  /** What a challenge belongs to (section 7.5.1). */
  readonly up?: string;
  /** JSON, or the text of a certificate. */
  readonly body: object | string;
}

export class Orders {
  readonly accounts = new Map<string, JsonWebKey>();
  readonly #orders: Order[] = [];
  readonly #base: string;
  readonly #authority: Authority;

  constructor(base: string, authority: Authority) {
    this.#base = base;
    this.#authority = authority;
  }

  directory(): object {
    const at = (path: string): string => `${this.#base}/${path}`;
    return {
      newNonce: at('nonce'),
      newAccount: at('account'),
      newOrder: at('order'),
      revokeCert: at('revoke'),
      keyChange: at('key-change'),
    };
  }

  /** Answers a request whose signature was checked; throws for what does not exist. */
  async answer(path: string, request: SignedRequest): Promise<Reply> {
    const [kind = '', first = '', second = ''] = path.split('/').filter(Boolean);
    if (kind === 'account') return this.#account(request.key);
    if (kind === 'order' && first === '') return this.#order(request.payload);
    const index = Number(first);
    const order = this.#orders[index];
    if (order === undefined) throw new Error(`there is no ${path}`);
    if (kind === 'order') return { body: this.#shown(index, order) };
    if (kind === 'finalize') return this.#finalize(index, order, request.payload);
    if (kind === 'certificate') return { body: order.certificate ?? '' };
    const proof = order.proofs[Number(second)];
    if (proof === undefined) throw new Error(`there is no ${path}`);
    if (kind === 'challenge') await this.#look(proof, request.key);
    const challenge = this.#challenge(`${first}/${second}`, proof);
    if (kind === 'challenge') return { up: `${this.#base}/proof/${first}/${second}`, body: challenge };
    const identifier = { type: 'dns', value: proof.name };
    return { body: { identifier, status: proof.status, challenges: [challenge] } };
  }

  #account(key: JsonWebKey): Reply {
    const location = `${this.#base}/account/${thumbprintOf(key)}`;
    const status = this.accounts.has(location) ? 200 : 201;
    this.accounts.set(location, key);
    return { status, location, body: { status: 'valid' } };
  }

  #order(payload: unknown): Reply {
    const { identifiers } = payload as { identifiers: readonly { value: string }[] };
    const token = (): string => randomBytes(24).toString('base64url');
    const proofs = identifiers.map(({ value }): Proof => ({ name: value, token: token(), status: 'pending' }));
    const order = { proofs, certificate: undefined };
    const index = this.#orders.push(order) - 1;
    return { status: 201, location: `${this.#base}/order/${index}`, body: this.#shown(index, order) };
  }

  #shown(index: number, order: Order): object {
    const states = order.proofs.map(({ status }) => status);
    const proved = states.every((status) => status === 'valid') ? 'ready' : 'pending';
    const made = { certificate: `${this.#base}/certificate/${index}` };
    return {
      status: order.certificate === undefined ? proved : 'valid',
      identifiers: order.proofs.map(({ name }) => ({ type: 'dns', value: name })),
      authorizations: order.proofs.map((_, which) => `${this.#base}/proof/${index}/${which}`),
      finalize: `${this.#base}/finalize/${index}`,
      ...(order.certificate === undefined ? {} : made),
    };
  }

  #challenge(path: string, { token, status }: Proof): object {
    return { type: 'http-01', url: `${this.#base}/challenge/${path}`, token, status };
  }

  async #look(proof: Proof, key: JsonWebKey): Promise<void> {
    const url = `http://${proof.name}/.well-known/acme-challenge/${proof.token}`;
    const answer = await fetch(url, { redirect: 'error' }).then(
      (response) => response.text(),
      () => '',
    );
    proof.status = answer.trim() === `${proof.token}.${thumbprintOf(key)}` ? 'valid' : 'invalid';
  }

  async #finalize(index: number, order: Order, payload: unknown): Promise<Reply> {
    if (order.proofs.some(({ status }) => status !== 'valid')) throw new Error('not every name is proved');
    const { csr } = payload as { csr: string };
    order.certificate = await this.#authority.sign(Buffer.from(csr, 'base64url'));
    return { body: this.#shown(index, order) };
  }
}
