// The sign-in form as typed, and its way to a profile: every field is checked, every mistake named at its field.
import { DEFAULT_REGISTER_EXPIRES_SECONDS } from '../sip/account.ts';
import { isDomain, isUserPart } from '../sip/sip-uri.ts';
import { formatWebSocketServers } from '../sip/websocket-server.ts';
import { asciiHost } from '../sip/ascii-host.ts';
import type { DigestAccount } from './digest/digest.ts';
import type { FieldProblem } from './field-problem.ts';
import { BLANK_ROWS, iceRowsOf, readIceRows, type IceRow, type IceRowProblems } from './ice-rows.ts';
import type { Profile } from './profile.ts';
import { MAX_TEXT } from './limits.ts';
import { readTurnServiceUrl, type TurnService } from './turn-service.ts';
import { readWebSocketServers } from './web-socket-servers.ts';

/** The fields of the form, in the order they stand on screen. */
export const SIGN_IN_FIELDS = [
  'username',
  'password',
  'domain',
  'webSocketServer',
  'displayName',
  'authUsername',
  'turnServiceUrl',
  'turnServiceToken',
] as const;

export type SignInField = (typeof SIGN_IN_FIELDS)[number];

export interface SignInForm extends Readonly<Record<SignInField, string>> {
  readonly iceRows: readonly IceRow[];
  /** All sound goes through a relay (RTCIceTransportPolicy `relay`). */
  readonly isRelayOnly: boolean;
}

export interface FieldProblems extends Readonly<Partial<Record<SignInField | 'isRelayOnly', FieldProblem>>> {
  /** Row by row, as the form has them; undefined where all are right. */
  readonly iceRows?: readonly IceRowProblems[] | undefined;
}

export type SignInResult =
  | { readonly kind: 'valid'; readonly profile: Profile }
  | { readonly kind: 'invalid'; readonly problems: FieldProblems };

export const EMPTY_SIGN_IN_FORM: SignInForm = {
  username: '',
  password: '',
  domain: '',
  webSocketServer: '',
  displayName: '',
  authUsername: '',
  turnServiceUrl: '',
  turnServiceToken: '',
  iceRows: BLANK_ROWS,
  isRelayOnly: false,
};

const WEB_SOCKET_PROBLEMS = {
  syntax: 'webSocketSyntax',
  scheme: 'webSocketScheme',
  insecure: 'webSocketInsecure',
  port: 'webSocketPort',
} as const;
type Problems = { -readonly [Key in keyof FieldProblems]: FieldProblems[Key] };

/** Who proves the SIP password to a service that asks for it. */
export function digestAccountOf({ username, authUsername, password }: SignInForm): DigestAccount {
  return { username: authUsername.trim() || username.trim(), password };
}

function turnService(form: SignInForm, problems: Problems): TurnService | undefined {
  const written = form.turnServiceUrl.trim();
  const token = form.turnServiceToken.trim();
  if (written === '' && token !== '') problems.turnServiceUrl = 'turnServiceMissing';
  if (written === '') return undefined;
  const url = readTurnServiceUrl(written);
  if (url === undefined) problems.turnServiceUrl = 'turnServiceUrl';
  return { url: url ?? '', token, account: digestAccountOf(form) };
}

/** What a profile could not hold would be lost at the next start. */
function checkLengths(form: SignInForm, problems: Problems): void {
  for (const field of SIGN_IN_FIELDS) if (form[field].length > MAX_TEXT) problems[field] = 'tooLong';
}

function required(form: SignInForm, problems: Problems): void {
  for (const field of ['username', 'domain', 'webSocketServer'] as const) {
    if (form[field].trim() === '') problems[field] = 'required';
  }
  if (form.password === '') problems.password = 'required';
}

/** As it is asked for, in ASCII; empty where it is none. */
function domainOf(form: SignInForm): string {
  return asciiHost(form.domain.trim()) ?? '';
}

function checkIdentity(form: SignInForm, problems: Problems): void {
  if (!isUserPart(form.username.trim())) problems.username ??= 'username';
  if (!isDomain(domainOf(form)))
    problems.domain ??= form.domain.includes('_') ? 'domainUnderscore' : 'domain';
  for (const field of ['displayName', 'authUsername', 'password', 'turnServiceToken'] as const) {
    // eslint-disable-next-line no-control-regex -- control characters would reach SIP headers
    if (/[\u0000-\u001f\u007f]/u.test(form[field])) problems[field] = 'controlCharacter';
  }
}

/** Checks the form; a valid one becomes a profile without a name. */
export function readSignInForm(form: SignInForm): SignInResult {
  const problems: Problems = {};
  required(form, problems);
  checkIdentity(form, problems);
  checkLengths(form, problems);
  const server = readWebSocketServers(form.webSocketServer);
  if (server.kind === 'invalid') problems.webSocketServer ??= WEB_SOCKET_PROBLEMS[server.reason];
  const rows = readIceRows(form.iceRows);
  if (rows.problems.some((row) => Object.keys(row).length > 0)) problems.iceRows = rows.problems;
  const service = turnService(form, problems);
  const hasRelay = service !== undefined || rows.servers.some(({ username }) => username !== undefined);
  if (form.isRelayOnly && !hasRelay) problems.isRelayOnly = 'relayMissing';
  if (Object.keys(problems).length > 0 || server.kind === 'invalid') return { kind: 'invalid', problems };
  const username = form.username.trim();
  const account = {
    username,
    domain: domainOf(form),
    displayName: form.displayName.trim(),
    authUsername: form.authUsername.trim() || username,
    webSocketServers: server.servers,
    registerExpiresSeconds: DEFAULT_REGISTER_EXPIRES_SECONDS,
  };
  const credentials = { password: form.password };
  return {
    kind: 'valid',
    profile: {
      name: '',
      account,
      credentials,
      iceServers: rows.servers,
      iceTransportPolicy: form.isRelayOnly ? 'relay' : 'all',
      turnService: service,
      echoNumber: '',
      refreshUrl: '',
    },
  };
}

/** The form that stands for a profile, for editing it again, secrets included. */
export function signInFormOf(profile: Profile): SignInForm {
  const { account, iceServers, turnService: service } = profile;
  return {
    username: account.username,
    password: profile.credentials.password,
    domain: account.domain,
    webSocketServer: formatWebSocketServers(account.webSocketServers),
    displayName: account.displayName,
    authUsername: account.authUsername === account.username ? '' : account.authUsername,
    turnServiceUrl: service?.url ?? '',
    turnServiceToken: service?.token ?? '',
    iceRows: iceRowsOf(iceServers),
    isRelayOnly: profile.iceTransportPolicy === 'relay',
  };
}
