// What JsSIP 3.13.8 reads messages with: its grammar refuses what RFC 3261 allows or people send, and drops the message with it. For what
// stands in the head of a message our own readers take its place (wire/address.ts and its neighbours). An address that was read writes
// itself as it stood, so that what goes back, Request-URI and digest included, is what came, letter by letter.
import { Grammar, NameAddrHeader, URI } from 'jssip';
import { decodedText, readAddress, readUri } from '../wire/address.ts';
import { digestsOf, qopOf } from '../wire/digest-challenge.ts';
import { installDigest, type StackChallenge } from './digest.ts';
import { listValues, parameterOf } from '../wire/list-values.ts';
import { readReplaces, type Replaces } from '../wire/replaces.ts';
import { parseStartLine } from '../wire/sip-message.ts';

/** Stands for a host where a URI has none; JsSIP wants one. */
const NO_HOST = 'bothways.invalid';
const DEFAULT_HOPS = 70;
/** What a Replaces names that can't be read: of an INVITE it is refused before, of other requests it means nothing (RFC 3891 3). */
const NO_CALL: Replaces = { call_id: '', to_tag: '', from_tag: '', early_only: false };

/** A URI that writes itself as it was read. */
class VerbatimUri extends URI {
  readonly #text: string;

  constructor(text: string) {
    const { user, host, port } = readUri(text);
    // JsSIP refuses every scheme but this one, though only that of a Request-URI matters (RFC 3261 8.2.2.1); that one is judged before.
    super('sip', user === undefined ? '' : decodedText(user), host === '' ? NO_HOST : host, port);
    this.#text = text === '' ? `sip:${NO_HOST}` : text;
  }

  override clone(): this {
    return new VerbatimUri(this.#text) as this;
  }

  override toString(): string {
    return this.#text;
  }

  override toAor(): string {
    return this.#text;
  }
}

function addressIn(value: string): NameAddrHeader {
  const { displayName, uri, params } = readAddress(value);
  return new NameAddrHeader(new VerbatimUri(uri), displayName, Object.fromEntries(params));
}

/** Addresses of a list, each with its place in the line, as JsSIP cuts it out again. */
function addressesIn(line: string): readonly object[] {
  let from = 0;
  return listValues(line)
    .filter((value) => value !== '')
    .map((value) => {
      const possition = line.indexOf(value, from);
      from = possition + value.length;
      return { possition, offset: from, parsed: addressIn(value) };
    });
}

function startLineIn(line: string): object | undefined {
  const { method, requestUri, statusCode, reasonPhrase } = parseStartLine(line) ?? {};
  if (statusCode !== undefined)
    return statusCode < 100 ? undefined : { status_code: statusCode, reason_phrase: reasonPhrase };
  return method === undefined ? undefined : { method, uri: new VerbatimUri(requestUri ?? '') };
}

/** No branch at all, or the cookie that each begins with and nothing more (RFC 3261 8.1.1.7). */
const BRANCHLESS: readonly string[] = ['', 'z9hG4bK'];
let lastBranchless = 0;

/** All that JsSIP asks of it. A request without a branch is one of its own: else it would pass for a copy of another without one. */
function viaIn(line: string): object {
  const branch = parameterOf(listValues(line)[0] ?? '', 'branch') ?? '';
  return { branch: BRANCHLESS.includes(branch) ? `none${String(++lastBranchless)}` : branch };
}

function cseqIn(value: string): object | undefined {
  const [, number, method] = /^(\d{1,10})\s+(\S+)$/u.exec(value) ?? [];
  return number === undefined ? undefined : { value: Number(number), method };
}

/** A challenge that can't be read asks for nothing that can be answered. */
function challengeIn(line: string): StackChallenge & { readonly stale: boolean } {
  const [digest] = digestsOf(line);
  if (digest === undefined)
    return { realm: '', nonce: undefined, opaque: undefined, algorithm: undefined, stale: false };
  const { realm, fields } = digest;
  return {
    realm,
    nonce: fields.get('nonce'),
    opaque: fields.get('opaque'),
    algorithm: fields.get('algorithm'),
    qop: qopOf(digest),
    stale: fields.get('stale')?.toLowerCase() === 'true',
  };
}

/** By the name of JsSIP's grammar rule. What gives nothing is refused, and the message with it: only what wire/inbound-rules.ts refuses before. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  Request_Response: startLineIn,
  Via: viaIn,
  From: addressIn,
  To: addressIn,
  Refer_To: addressIn,
  Contact: addressesIn,
  Record_Route: addressesIn,
  Call_ID: (text) => text,
  CSeq: cseqIn,
  Content_Length: (text) => Number(/^\d{1,9}/u.exec(text)?.[0] ?? 0),
  Content_Type: (text) => text,
  Max_Forwards: (text) => Number(/^\d{1,3}/u.exec(text)?.[0] ?? DEFAULT_HOPS),
  // Session timers are ours alone: JsSIP's are off (user-agent.ts).
  Session_Expires: () => ({}),
  Replaces: (text) => readReplaces(text) ?? NO_CALL,
  Event: (text) => ({ event: (text.split(';')[0] ?? '').trim().toLowerCase() }),
  WWW_Authenticate: challengeIn,
  Proxy_Authenticate: challengeIn,
};

/** An address to call or to be: where the grammar refuses only its host, it is taken all the same. */
function dialled(text: string): URI | undefined {
  const { scheme, user, host, port } = readUri(text);
  const isHost = /^[\p{L}\p{N}_.-]+$/u.test(host);
  if ((scheme !== 'sip' && scheme !== 'sips') || !isHost) return undefined;
  return new URI('sip', user === undefined ? '' : decodedText(user), host, port);
}

let areInstalled = false;

/** Puts our readers in the place of JsSIP's; once is enough for every user agent. */
export function installReaders(): void {
  if (areInstalled) return;
  areInstalled = true;
  installDigest();
  const grammar: { parse: (text: string, rule?: string) => unknown } = Grammar;
  const parse = grammar.parse.bind(grammar);
  grammar.parse = (text, rule = ''): unknown => {
    const read = READERS[rule];
    if (read !== undefined) return read(text) ?? -1;
    const found = parse(text, rule);
    if (rule !== 'SIP_URI') return found;
    // The grammar takes the host of a `maddr` for that of the address.
    if (found instanceof URI && found.hasParam('maddr')) found.host = readUri(text).host;
    return found === -1 ? (dialled(text) ?? -1) : found;
  };
}
