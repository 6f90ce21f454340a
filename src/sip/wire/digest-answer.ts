// The answer to a Digest challenge (RFC 7616 3.4, RFC 8760): MD5 and SHA-256, each with its session form, over UTF-8. Pure: the hashes are passed in.

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What a challenge asks for, and what it is asked about. */
export interface DigestQuestion {
  readonly realm: string;
  readonly nonce: string;
  /** As the challenge writes it; MD5 where it names none (RFC 7616 3.3). */
  readonly algorithm: string | undefined;
  /** The kinds of protection it offers, in lower case; empty where it offers none (RFC 2069). */
  readonly qop: readonly string[];
  readonly method: string;
  /** The Request-URI, as it leaves. */
  readonly uri: string;
  readonly body: string;
}

export interface DigestAnswer {
  readonly algorithm: string;
  readonly qop: string | undefined;
  readonly response: string;
}

/** Hex digits of the hash of a text in UTF-8. */
export type Hash = (text: string) => string;

/** By the name of the algorithm in lower case, without its session form. */
export type Hashes = Readonly<Record<'md5' | 'sha-256', Hash>>;

function hashOf(name: string): keyof Hashes | undefined {
  const bare = name.replace(/-sess$/u, '');
  return bare === 'md5' || bare === 'sha-256' ? bare : undefined;
}

function qopOf(offered: readonly string[]): string | undefined {
  return ['auth', 'auth-int'].find((each) => offered.includes(each));
}

/** Whether a challenge can be answered: by algorithm and kinds of protection, as a question has them. */
export function isAnswerable({ algorithm = 'MD5', qop }: Pick<DigestQuestion, 'algorithm' | 'qop'>): boolean {
  const name = algorithm.toLowerCase();
  // The session form hashes our own nonce, which leaves with a kind of protection only (RFC 7616 3.4).
  const isComplete = qop.length === 0 ? !name.endsWith('-sess') : qopOf(qop) !== undefined;
  return isComplete && hashOf(name) !== undefined;
}

/** Answers; undefined where the challenge asks for what is not known here. `nc`: eight hex digits. */
export function answerDigest(
  question: DigestQuestion,
  { username, password }: Credentials,
  { cnonce, nc }: { readonly cnonce: string; readonly nc: string },
  hashes: Partial<Hashes>,
): DigestAnswer | undefined {
  const { realm, nonce, algorithm = 'MD5', method, uri, body } = question;
  const name = algorithm.toLowerCase();
  const kind = hashOf(name);
  const hash = kind && hashes[kind];
  if (hash === undefined || nonce === '' || !isAnswerable(question)) return undefined;
  const qop = qopOf(question.qop);
  const secret = hash(`${username}:${realm}:${password}`);
  const ha1 = name.endsWith('-sess') ? hash(`${secret}:${nonce}:${cnonce}`) : secret;
  const ha2 = hash(`${method}:${uri}${qop === 'auth-int' ? `:${hash(body)}` : ''}`);
  const between = qop === undefined ? nonce : [nonce, nc, cnonce, qop].join(':');
  return { algorithm, qop, response: hash(`${ha1}:${between}:${ha2}`) };
}
