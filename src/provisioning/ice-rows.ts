// The STUN and TURN servers as rows of a form, and their way to what a browser takes. Every mistake is named at its field.
import {
  formatIceServerUri,
  type IceServer,
  type IceServerUri,
  type IceServerUriResult,
} from '../media/ice-server.ts';
import { readIceServerUri } from './ascii-address.ts';
import { MAX_TEXT } from './limits.ts';
import type { FieldProblem } from './field-problem.ts';

/** `auto`: what fits: UDP for STUN, UDP and TCP both for TURN. `tls`: `stuns` or `turns` (RFC 7064 3.1, RFC 7065 3.1). */
export type IceTransport = 'auto' | 'udp' | 'tcp' | 'tls';

/** One row as typed. The host may hold a whole URI, or several addresses that share the rest of the row. */
export interface IceRow {
  readonly kind: 'stun' | 'turn';
  readonly host: string;
  /** Empty: the port in the address, or the usual one (3478, 5349 over TLS). */
  readonly port: string;
  readonly transport: IceTransport;
  readonly username: string;
  readonly credential: string;
}

export type IceRowField = 'host' | 'port' | 'username' | 'credential';
export type IceRowProblems = Readonly<Partial<Record<IceRowField, FieldProblem>>>;

/** A row that nothing was typed into. */
export function blankRow(kind: IceRow['kind']): IceRow {
  return { kind, host: '', port: '', transport: 'auto', username: '', credential: '' };
}

/** What the form shows where no server is set: one row of each kind, so that it is plain where they belong. */
export const BLANK_ROWS: readonly IceRow[] = [blankRow('stun'), blankRow('turn')];

/** Most addresses that a profile may hold; a browser slows down with five. */
export const MAX_ICE_URLS = 32;
/** As many addresses fit in one entry of a profile (docs/provisioning.md). */
const URLS_IN_ONE_ENTRY = 32;

const PROBLEMS = {
  scheme: 'iceScheme',
  host: 'iceHost',
  port: 'icePort',
  transport: 'iceTransport',
} as const;

export function isBlank(row: IceRow): boolean {
  const { host, port, username, credential } = row;
  return [host, port, username, credential].every((text) => text.trim() === '');
}

function addressesOf(host: string): readonly string[] {
  return host.split(/[\s,;]+/u).filter((entry) => entry !== '');
}

function parseAddress(row: IceRow, address: string): IceServerUriResult {
  const assumed = row.transport === 'tls' ? (`${row.kind}s` as const) : row.kind;
  return readIceServerUri(address, assumed, row.port.trim() === '' ? undefined : row.port.trim());
}

/** What stands in the address wins over the row's choice; a TURN address without either stands for UDP and TCP. */
function urlsOf(uri: IceServerUri, transport: IceTransport): readonly string[] {
  if (uri.scheme.startsWith('stun')) return [formatIceServerUri(uri)];
  if (uri.scheme === 'turns') return [formatIceServerUri({ ...uri, transport: 'tcp' })];
  const chosen = uri.transport ?? (transport === 'udp' || transport === 'tcp' ? transport : undefined);
  const transports = chosen === undefined ? (['udp', 'tcp'] as const) : [chosen];
  return transports.map((one) => formatIceServerUri({ ...uri, transport: one }));
}

interface RowReading {
  readonly urls: readonly string[];
  readonly problems: IceRowProblems;
}

function readAddresses(row: IceRow): RowReading {
  const urls: string[] = [];
  const problems: Partial<Record<IceRowField, FieldProblem>> = {};
  for (const address of addressesOf(row.host)) {
    const parsed = parseAddress(row, address);
    if (parsed.kind === 'valid') urls.push(...urlsOf(parsed.uri, row.transport));
    else
      problems[parsed.reason === 'port' && row.port.trim() !== '' ? 'port' : 'host'] ??=
        PROBLEMS[parsed.reason];
  }
  return { urls, problems };
}

/** The URLs of one row and what is wrong with it. A blank row has neither. */
export function readIceRow(row: IceRow): RowReading {
  if (isBlank(row)) return { urls: [], problems: {} };
  const { urls, problems } = readAddresses(row);
  const found: Partial<Record<IceRowField, FieldProblem>> = { ...problems };
  if (row.host.trim() === '') found.host = row.kind === 'turn' ? 'turnServerMissing' : 'iceHost';
  if (row.kind === 'stun') return { urls, problems: found };
  if (row.host.trim() !== '' && row.username.trim() === '') found.username = 'turnCredentialsMissing';
  if (row.host.trim() !== '' && row.credential === '') found.credential = 'turnCredentialsMissing';
  for (const field of ['username', 'credential'] as const) {
    // eslint-disable-next-line no-control-regex -- a browser would refuse them with the whole list
    if (/[\u0000-\u001f\u007f]/u.test(row[field])) found[field] = 'controlCharacter';
    if (row[field].length > MAX_TEXT) found[field] = 'tooLong';
  }
  return { urls, problems: found };
}

function entriesOf(urls: readonly string[], account: Omit<IceServer, 'urls'>): readonly IceServer[] {
  const entries: IceServer[] = [];
  for (let start = 0; start < urls.length; start += URLS_IN_ONE_ENTRY) {
    entries.push({ urls: urls.slice(start, start + URLS_IN_ONE_ENTRY), ...account });
  }
  return entries;
}

/** The servers that the rows stand for, those with one account together; problems row by row. */
export function readIceRows(rows: readonly IceRow[]): {
  readonly servers: readonly IceServer[];
  readonly problems: readonly IceRowProblems[];
} {
  const accounts = new Map<string, { readonly account: Omit<IceServer, 'urls'>; readonly urls: string[] }>();
  let count = 0;
  const problems = rows.map((row): IceRowProblems => {
    const reading = readIceRow(row);
    const { credential } = row;
    const username = row.username.trim();
    const account = row.kind === 'stun' ? {} : { username, credential };
    const key = JSON.stringify(account);
    const entry = accounts.get(key) ?? { account, urls: [] };
    accounts.set(key, entry);
    entry.urls.push(...reading.urls);
    count += reading.urls.length;
    return count > MAX_ICE_URLS && reading.urls.length > 0
      ? { ...reading.problems, host: 'iceTooMany' }
      : reading.problems;
  });
  const servers = [...accounts.values()].flatMap(({ urls, account }) => entriesOf(urls, account));
  return { servers, problems };
}

/** A whole URI typed into the host is spread over its row; several addresses, or one that belongs elsewhere, stay as typed. */
export function spreadAddress(row: IceRow): IceRow {
  const [address, ...more] = addressesOf(row.host);
  if (address === undefined || more.length > 0) return row;
  const { kind } = row;
  const parsed = readIceServerUri(address, kind, row.port.trim() === '' ? undefined : row.port.trim());
  if (parsed.kind === 'invalid') return row;
  const { scheme, host, port, transport } = parsed.uri;
  const written = /^(?:stun|turn)s?:/iu.test(address);
  // A port that another default changes was not written.
  const other = readIceServerUri(address, kind, String(port === 1 ? 2 : 1));
  const isPortWritten = other.kind === 'valid' && other.uri.port === port;
  return {
    ...row,
    host,
    port: written || isPortWritten ? String(port) : row.port,
    transport: scheme.endsWith('s') && written ? 'tls' : (transport ?? (written ? 'auto' : row.transport)),
  };
}

function rowOf(server: IceServer, url: string): IceRow {
  const kind = /^turn/iu.test(url.trim()) ? 'turn' : 'stun';
  const parsed = readIceServerUri(url, kind);
  const account =
    kind === 'turn' ? { username: server.username ?? '', credential: server.credential ?? '' } : {};
  if (parsed.kind === 'invalid') return { ...blankRow(kind), ...account, host: url };
  const { scheme, host, port, transport } = parsed.uri;
  const isSecure = scheme.endsWith('s');
  return {
    ...blankRow(kind),
    ...account,
    host,
    port: String(port),
    transport: isSecure ? 'tls' : kind === 'turn' ? (transport ?? 'udp') : 'auto',
  };
}

/** UDP and TCP of one server become one row. */
function isTwin(row: IceRow, other: IceRow): boolean {
  const pair = [row.transport, other.transport];
  return (
    pair.includes('udp') &&
    pair.includes('tcp') &&
    JSON.stringify({ ...row, transport: '' }) === JSON.stringify({ ...other, transport: '' })
  );
}

/** STUN first, and at least one row of each kind. */
export function inOrder(rows: readonly IceRow[]): readonly IceRow[] {
  const missing = BLANK_ROWS.filter(({ kind }) => !rows.some((row) => row.kind === kind));
  return [...rows, ...missing].sort((a, b) => a.kind.localeCompare(b.kind));
}

/** The rows that stand for the servers of a profile; without any, the blank ones. */
export function iceRowsOf(servers: readonly IceServer[]): readonly IceRow[] {
  const rows: IceRow[] = [];
  for (const row of servers.flatMap((server) => server.urls.map((url) => rowOf(server, url)))) {
    const twin = rows.findIndex((other) => isTwin(row, other));
    if (twin < 0) rows.push(row);
    else rows[twin] = { ...row, transport: 'auto' };
  }
  return inOrder(rows);
}

/** `more` behind what is there; blank rows make room, and what is there already is not added again. */
export function addRows(rows: readonly IceRow[], more: readonly IceRow[]): readonly IceRow[] {
  const kept = rows.filter((row) => !isBlank(row));
  const known = new Set(kept.map((row) => JSON.stringify(row)));
  const fresh = more.filter((row) => !isBlank(row) && !known.has(JSON.stringify(row)));
  return inOrder([...kept, ...fresh]);
}
