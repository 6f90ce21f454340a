// Everything that a setup link would set, field by field. A field of the profile that is missing here is a type error. Secrets
// are never shown, only that there are some.
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { leftOutWords } from '../../i18n/ice-list-words.ts';
import { plainText } from '../../i18n/plain-text.ts';
import type { IceServer } from '../../media/ice-server.ts';
import type { Profile } from '../../provisioning/profile.ts';
import type { TurnService } from '../../provisioning/turn-service.ts';
import type { Account } from '../../sip/account.ts';
import { isPlainOrder, shownServer } from '../../sip/websocket-server.ts';

type Shown = TemplateResult | typeof nothing;
type FactsOf<Whole> = { readonly [Key in keyof Required<Whole>]: (part: Whole[Key], whole: Whole) => Shown };

function fact(name: string, values: unknown): TemplateResult {
  return html`<div>
    <dt>${name}</dt>
    ${values}
  </div>`;
}

/** One line: what stands there, and what is to be said of it. */
function line(text: string, aside = ''): TemplateResult {
  return html`<dd><bdi>${plainText(text)}</bdi> <span class="aside">${aside}</span></dd>`;
}

function named(name: string, text: string, aside?: string): Shown {
  return plainText(text) === '' ? nothing : fact(name, line(text, aside));
}

/** A text that its sender chose freely, two lines of it at most. */
function clamped(name: string, text: string): Shown {
  const shown = plainText(text);
  return shown === '' ? nothing : fact(name, html`<dd><bdi class="clamped">${shown}</bdi></dd>`);
}

const hiddenPassword = (secret: string): string => (secret === '' ? '' : msg('with a password (hidden)'));

function servers(list: Account['webSocketServers']): TemplateResult {
  const isPlain = isPlainOrder(list);
  return fact(
    list.length === 1 ? msg('Server') : msg('Servers, in the order in which they are tried'),
    list.map(({ url, priority, weight }) =>
      line(
        shownServer(url),
        [
          isPlain ? '' : msg(str`priority ${priority}, weight ${weight}`),
          url.includes('?') ? msg('with parameters (hidden)') : '',
        ]
          .filter((part) => part !== '')
          .join(', '),
      ),
    ),
  );
}

const ACCOUNT: FactsOf<Account> = {
  displayName: (name) => clamped(msg('Your name'), name),
  username: () => nothing, // in the address, with its password
  domain: () => nothing,
  authUsername: (name, { username }) =>
    name === username ? nothing : named(msg('Signs in to the server as (auth username)'), name),
  webSocketServers: servers,
  registerExpiresSeconds: () => nothing, // no link sets it
};

/** As many lines as it has addresses; each field of a server has its place. */
function iceServer({
  urls,
  username = '',
  credential: _credential,
  ...rest
}: IceServer): readonly TemplateResult[] {
  rest satisfies Record<string, never>;
  const who = plainText(username) === '' ? '' : msg(str`as ${plainText(username)}`);
  return urls.map((url) => line(url, who));
}

/** Its account is that of the profile, which is shown already. */
function turnService({ url, token, account: _account, ...rest }: TurnService): TemplateResult {
  rest satisfies Record<string, never>;
  const aside = token === '' ? '' : msg('with a token (hidden)');
  return fact(msg('TURN credentials from a service'), line(url, aside));
}

function factsOf<Whole extends object>(facts: FactsOf<Whole>, whole: Whole): readonly unknown[] {
  const keys = Object.keys(facts) as (keyof Whole)[];
  return keys.map((key) => facts[key](whole[key], whole));
}

const PROFILE: FactsOf<Profile> = {
  name: (name) => clamped(msg('Name of this link'), name),
  leftOut: (all) =>
    all === undefined
      ? nothing
      : fact(
          msg('Left out'),
          all.map((one) => line(leftOutWords(one))),
        ),
  credentials: ({ password }, { account: { username, domain } }) =>
    fact(msg('Your address'), line(`${username}@${domain}`, hiddenPassword(password))),
  account: (account) => html`${factsOf(ACCOUNT, account)}`,
  iceServers: (list) =>
    fact(
      list.some(({ credential = '' }) => credential !== '')
        ? msg('STUN and TURN servers, with their passwords (hidden)')
        : msg('STUN and TURN servers'),
      list.length === 0 ? html`<dd>${msg('None')}</dd>` : list.map(iceServer),
    ),
  turnService: (service) => (service === undefined ? nothing : turnService(service)),
  iceTransportPolicy: (policy) =>
    fact(
      msg('Path of the sound'),
      html`<dd>
        ${policy === 'relay' ? msg('Only through a relay') : msg('Direct where it can, else through a relay')}
      </dd>`,
    ),
  followsTransfers: (follows) =>
    follows === true
      ? fact(
          msg('Transfers'),
          html`<dd>
            ${msg('If the other side transfers you to somebody else, the phone calls them without asking you')}
          </dd>`,
        )
      : nothing,
  echoNumber: (number) =>
    named(msg('Number of the test call'), number, msg('dialled when you press “Hear yourself”; it may cost')),
  refreshUrl: (path) => named(msg('Fetched anew at each start from this page’s server'), path),
};

/** The whole of a profile as it would be set. */
export function setupFacts(profile: Profile): TemplateResult {
  return html`<dl>${factsOf(PROFILE, profile)}</dl>`;
}
