// The path of a call, stop by stop, with what is known of each. Shows only what the phone really knows.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { unableTitle } from '../../i18n/call-ability-words.ts';
import { registrationWords } from '../../i18n/registration-words.ts';
import {
  deviceWords,
  leftOutWords,
  microphoneBlockedWords,
  noStunWords,
  noTurnWords,
} from '../../i18n/stop-words.ts';
import { serverKey } from '../../media/ice-server.ts';
import type { PhoneState } from '../../phone/phone-state.ts';
import { NO_CONNECTION, type ConnectionState } from '../../sip/connection-state.ts';
import { isSignedIn } from '../../phone/accounts/account-selectors.ts';
import type { AccountState } from '../../phone/accounts/account-state.ts';
import { accountName } from '../shared/account.ts';
import { shownServer } from '../../sip/websocket-server.ts';
import { traceAddress } from '../routes.ts';
import { icon } from '../shared/all-icons.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { screenStyles } from '../shared/styles/screen-styles.ts';
import { phoneState } from '../store-controller.ts';
import { hasTrouble } from '../shared/bw-registration-trouble.ts';
import type { StopMood } from './bw-network-stop.ts';
import '../shared/bw-registration-trouble.ts';
import '../trace/bw-trace-latest.ts';
import './bw-network-stop.ts';

function socketMood(connection: ConnectionState): StopMood {
  switch (connection.phase) {
    case 'open':
      return 'good';
    case 'connecting':
      return connection.attempt > 1 ? 'bad' : 'working';
    case 'waiting':
    case 'broken':
      return 'bad';
    case 'idle':
      return 'idle';
  }
}

function socketWords(mood: StopMood): string {
  const words = {
    good: () => msg('Connected'),
    working: () => msg('Connecting'),
    bad: () => msg('Not connected; the phone keeps trying'),
    idle: () => msg('Not in use: not signed in'),
  };
  return words[mood]();
}

/** True where the browser refused the microphone the last time it was needed. */
function microphoneBlocked({ notice, history, permission }: PhoneState): boolean {
  if (permission.state === 'granted') return false;
  return notice === 'microphoneRefused' || history[0]?.cause === 'microphoneRefused';
}

@customElement('bw-network-screen')
export class BwNetworkScreen extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    screenStyles,
    css`
      ul,
      h2 {
        overflow-wrap: anywhere;
      }
      .way {
        padding-block-start: 20px;
      }
      .way h2 {
        margin-block-end: 16px;
        font-size: var(--text-2);
      }
      .panes {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-items: start;
        gap: inherit;
      }
      bw-trace-latest {
        display: none;
      }
      @media (min-width: 1100px) {
        .screen {
          max-inline-size: 1280px;
        }
        .panes {
          grid-template-columns: minmax(0, 5fr) minmax(0, 4fr);
          gap: 40px;
        }
        /* The path keeps its place while one reads what was said. */
        .path {
          position: sticky;
          inset-block-start: 24px;
        }
        bw-trace-latest {
          display: block;
          margin-block-start: 16px;
          border-block-start: 1px solid var(--line);
        }
      }
      .trace {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 16px;
        text-decoration: none;
      }
      .trace > span {
        display: grid;
        gap: 2px;
      }
      .trace b {
        font-size: var(--text-3);
        font-weight: 650;
      }
      .said:has(.trace:hover) {
        background: color-mix(in srgb, var(--surface) 60%, var(--raised));
      }
      .trace svg:dir(rtl) {
        transform: scaleX(-1);
      }
    `,
  ];

  readonly #state = phoneState(this, (state) => state);

  protected override render(): TemplateResult {
    return html`<div class="screen">
      <div class="top">
        <h1>${msg('Network')}</h1>
        ${
          !isSignedIn(this.#state.value) || hasTrouble(this.#state.value)
            ? nothing
            : html`<a class="button" href="#/settings/account">${msg('Edit account and servers')}</a>`
        }
      </div>
      <p class="muted">${msg('The path of a call from this device to the server, step by step.')}</p>
      ${hasTrouble(this.#state.value) ? html`<bw-registration-trouble></bw-registration-trouble>` : nothing}
      <div class="panes">
        <div class="group path">${this.#here()} ${this.#ways()}</div>
        ${this.#trace()}
      </div>
    </div>`;
  }

  #trace(): TemplateResult {
    return html`<div class="group said">
      <a class="trace" href=${traceAddress()}>
        <span>
          <b>${msg('SIP messages')}</b>
          <span class="muted"
            >${msg('What this phone and its servers said to each other, call by call. Useful when you ask somebody for help.')}</span
          >
        </span>
        ${icon('forwards')}
      </a>
      <bw-trace-latest></bw-trace-latest>
    </div>`;
  }

  #here(): TemplateResult {
    const { online, devices } = this.#state.value;
    const { microphones } = devices;
    const blocked = microphoneBlocked(this.#state.value);
    const { ability } = this.#state.value;
    const unable = ability.kind === 'unable' ? unableTitle(ability) : undefined;
    const blockedWords = blocked ? microphoneBlockedWords() : undefined;
    return html`<bw-network-stop
        .name=${msg('This device')}
        .glyph=${'device' as const}
        .mood=${blocked || unable !== undefined ? 'bad' : microphones.length > 0 ? 'good' : 'idle'}
        .words=${unable ?? blockedWords ?? deviceWords(microphones.length)}
      ></bw-network-stop>
      <bw-network-stop
        .name=${msg('Network')}
        .glyph=${online ? ('network' as const) : ('offline' as const)}
        .mood=${online ? 'good' : 'bad'}
        .words=${online ? msg('Online') : msg('The browser says that this device is offline')}
      ></bw-network-stop>`;
  }

  /** The way to each server; whose it is stands there where there are several. */
  #ways(): unknown {
    const { accounts } = this.#state.value;
    if (accounts.length < 2) return this.#way(accounts[0]);
    return accounts.map(
      (account) =>
        html`<section class="way" aria-label=${accountName(account)}>
          <h2><bdi>${accountName(account)}</bdi></h2>
          ${this.#way(account)}
        </section>`,
    );
  }

  #way(account: AccountState | undefined): TemplateResult {
    return html`${this.#signals(account)} ${this.#helpers(account)}`;
  }

  #signals(account: AccountState | undefined): TemplateResult {
    const mood = socketMood(account?.connection ?? NO_CONNECTION);
    const words = registrationWords(account);
    const reason = [words.reason, words.code].filter((part) => part !== '').join(', ');
    return html`<bw-network-stop
        .name=${msg('Server (WebSocket)')}
        .glyph=${'server' as const}
        .mood=${mood}
        .words=${socketWords(mood)}
        >${this.#urls((account?.account.webSocketServers ?? []).map(({ url }) => shownServer(url)))}</bw-network-stop
      >
      <bw-network-stop
        .name=${msg('Sign-in at the server')}
        .glyph=${'person' as const}
        .mood=${words.mood}
        .words=${reason === '' ? words.title : `${words.title}: ${reason}`}
      ></bw-network-stop>`;
  }

  #helpers(account: AccountState | undefined): TemplateResult {
    const urls = account?.iceServers.flatMap((server) => server.urls) ?? [];
    const stun = urls.filter((url) => url.startsWith('stun'));
    const turn = urls.filter((url) => url.startsWith('turn'));
    const service = account?.turnServiceUrl ?? '';
    const dead = account?.deadServers;
    return html`<bw-network-stop
        .name=${msg('STUN servers')}
        .glyph=${'eye' as const}
        .words=${stun.length === 0 ? noStunWords() : msg('Configured; used when a call begins')}
        >${this.#urls(stun, dead)}</bw-network-stop
      >
      <bw-network-stop
        last
        .name=${msg('TURN server')}
        .glyph=${'relay' as const}
        .words=${turn.length === 0 && service === '' ? noTurnWords() : this.#relayWords(account)}
        >${this.#urls(service === '' ? turn : [...turn, service], dead)}</bw-network-stop
      >`;
  }

  #relayWords(account: AccountState | undefined): string {
    return account?.iceTransportPolicy === 'relay'
      ? msg('Configured; all sound goes through it (relay only)')
      : msg('Configured; used where direct sound does not get through');
  }

  #urls(urls: readonly string[], deadServers: readonly string[] = []): TemplateResult | typeof nothing {
    if (urls.length === 0) return nothing;
    const isLeftOut = (url: string): boolean => deadServers.includes(serverKey(url));
    return html`<ul>
      ${urls.map(
        (url) =>
          html`<li>
            <bdi>${url}</bdi>
            ${isLeftOut(url) ? html`<span class="muted">${leftOutWords()}</span>` : nothing}
          </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-network-screen': BwNetworkScreen;
  }
}
