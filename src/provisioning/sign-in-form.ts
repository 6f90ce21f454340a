// The sign-in form as typed, and its way to a profile: every field is checked, every mistake named at its field.
import { formatIceServerUri, parseIceServerUri, type IceServer } from '../media/ice-server.ts';
import { DEFAULT_REGISTER_EXPIRES_SECONDS } from '../sip/account.ts';
import { isDomain, isUserPart } from '../sip/sip-uri.ts';
import { checkWebSocketServers, formatWebSocketServers } from '../sip/websocket-server.ts';
import type { Profile } from './profile.ts';

/** The fields of the form, in the order they stand on screen. */
export const SIGN_IN_FIELDS = [
  'username',
  'password',
  'domain',
  'webSocketServer',
  'displayName',
  'authUsername',
  'stunServers',
  'turnServer',
  'turnUsername',
  'turnPassword',
] as const;

export type SignInField = (typeof SIGN_IN_FIELDS)[number];
export type SignInForm = Readonly<Record<SignInField, string>>;

/** What is wrong with a field; i18n has the words. */
export type FieldProblem =
  | 'required'
  | 'username'
  | 'domain'
  | 'controlCharacter'
  | 'webSocketSyntax'
  | 'webSocketScheme'
  | 'webSocketInsecure'
  | 'webSocketPort'
  | 'iceScheme'
  | 'iceHost'
  | 'icePort'
  | 'iceTransport'
  | 'turnCredentialsMissing'
  | 'turnServerMissing';

export type FieldProblems = Readonly<Partial<Record<SignInField, FieldProblem>>>;

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
  stunServers: '',
  turnServer: '',
  turnUsername: '',
  turnPassword: '',
};

const WEB_SOCKET_PROBLEMS = {
  syntax: 'webSocketSyntax',
  scheme: 'webSocketScheme',
  insecure: 'webSocketInsecure',
  port: 'webSocketPort',
} as const;
const ICE_PROBLEMS = {
  scheme: 'iceScheme',
  host: 'iceHost',
  port: 'icePort',
  transport: 'iceTransport',
} as const;

type Problems = Partial<Record<SignInField, FieldProblem>>;

function splitServers(text: string): readonly string[] {
  return text.split(/[\s,;]+/u).filter((entry) => entry !== '');
}

function iceUrls(
  text: string,
  assumed: 'stun' | 'turn',
  field: SignInField,
  problems: Problems,
): readonly string[] {
  return splitServers(text).map((entry) => {
    const parsed = parseIceServerUri(entry, assumed);
    if (parsed.kind === 'valid') return formatIceServerUri(parsed.uri);
    problems[field] ??= ICE_PROBLEMS[parsed.reason];
    return entry;
  });
}

/** A TURN address without a transport stands for UDP and TCP both: one of them often gets through where the other does not. */
function withBothTransports(urls: readonly string[]): readonly string[] {
  return urls.flatMap((url) => {
    if (url.includes('?')) return [url];
    return url.startsWith('turns:')
      ? [`${url}?transport=tcp`]
      : [`${url}?transport=udp`, `${url}?transport=tcp`];
  });
}

function iceServers(form: SignInForm, problems: Problems): readonly IceServer[] {
  const stun = iceUrls(form.stunServers, 'stun', 'stunServers', problems);
  const turn = withBothTransports(iceUrls(form.turnServer, 'turn', 'turnServer', problems));
  const username = form.turnUsername.trim();
  if (turn.length > 0 && username === '') problems.turnUsername = 'turnCredentialsMissing';
  if (turn.length > 0 && form.turnPassword === '') problems.turnPassword = 'turnCredentialsMissing';
  if (turn.length === 0 && username !== '') problems.turnServer ??= 'turnServerMissing';
  return [
    ...(stun.length > 0 ? [{ urls: stun }] : []),
    ...(turn.length > 0 ? [{ urls: turn, username, credential: form.turnPassword }] : []),
  ];
}

function required(form: SignInForm, problems: Problems): void {
  for (const field of ['username', 'domain', 'webSocketServer'] as const) {
    if (form[field].trim() === '') problems[field] = 'required';
  }
  if (form.password === '') problems.password = 'required';
}

function checkIdentity(form: SignInForm, problems: Problems): void {
  if (!isUserPart(form.username.trim())) problems.username ??= 'username';
  if (!isDomain(form.domain.trim())) problems.domain ??= 'domain';
  for (const field of ['displayName', 'authUsername', 'password', 'turnUsername', 'turnPassword'] as const) {
    // eslint-disable-next-line no-control-regex -- control characters would reach SIP headers
    if (/[\u0000-\u001f\u007f]/u.test(form[field])) problems[field] = 'controlCharacter';
  }
}

/** Checks the form; a valid one becomes a profile without a name. */
export function readSignInForm(form: SignInForm): SignInResult {
  const problems: Problems = {};
  required(form, problems);
  checkIdentity(form, problems);
  const server = checkWebSocketServers(form.webSocketServer);
  if (server.kind === 'invalid') problems.webSocketServer ??= WEB_SOCKET_PROBLEMS[server.reason];
  const servers = iceServers(form, problems);
  if (Object.keys(problems).length > 0 || server.kind === 'invalid') return { kind: 'invalid', problems };
  const username = form.username.trim();
  const account = {
    username,
    domain: form.domain.trim().toLowerCase(),
    displayName: form.displayName.trim(),
    authUsername: form.authUsername.trim() || username,
    webSocketServers: server.servers,
    registerExpiresSeconds: DEFAULT_REGISTER_EXPIRES_SECONDS,
  };
  const credentials = { password: form.password };
  return {
    kind: 'valid',
    profile: { name: '', account, credentials, iceServers: servers, echoNumber: '', refreshUrl: '' },
  };
}

/** The form that stands for a profile, for editing it again. Secrets are left to the caller to blank. */
export function signInFormOf(profile: Pick<Profile, 'account' | 'iceServers'>, password: string): SignInForm {
  const { account, iceServers: servers } = profile;
  const stun = servers.flatMap((server) => server.urls.filter((url) => url.startsWith('stun')));
  const turn = servers.find((server) => server.urls.some((url) => url.startsWith('turn')));
  return {
    username: account.username,
    password,
    domain: account.domain,
    webSocketServer: formatWebSocketServers(account.webSocketServers),
    displayName: account.displayName,
    authUsername: account.authUsername === account.username ? '' : account.authUsername,
    stunServers: stun.join(' '),
    turnServer: turn?.urls.filter((url) => url.startsWith('turn')).join(' ') ?? '',
    turnUsername: turn?.username ?? '',
    turnPassword: turn?.credential ?? '',
  };
}
