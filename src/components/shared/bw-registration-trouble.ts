// Why no calls come or go: a refused sign-in, or a server that stays out of reach. What it means, and where to mend it.
// Says nothing while the phone is still trying for the first times, or while the device itself is offline.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { registrationFailureWords } from '../../i18n/server-failure-words.ts';
import { formatNumber } from '../../i18n/format.ts';
import { isHinderedBy } from '../../media/call-ability.ts';
import type { PhoneState } from '../../phone/phone-state.ts';
import { shownServer } from '../../sip/websocket-server.ts';
import { baseStyles, buttonStyles } from './styles/base-styles.ts';
import { icon } from './all-icons.ts';
import { phoneState } from '../store-controller.ts';
import './bw-unreached-server.ts';

/** Attempts after which a server counts as out of reach. */
const OUT_OF_REACH_AFTER = 3;

/** True where the card has something to say. */
export function hasTrouble({ registration, online, ability }: PhoneState): boolean {
  // No server is to blame where the browser can reach none.
  if (isHinderedBy(ability, 'noWebSocket')) return false;
  if (registration.phase === 'failed') return true;
  return online && registration.phase === 'connecting' && registration.attempt >= OUT_OF_REACH_AFTER;
}

@customElement('bw-registration-trouble')
export class BwRegistrationTrouble extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      section {
        display: grid;
        gap: 8px;
        padding: 16px;
        border: 1px solid var(--broken);
        border-radius: var(--round-2);
        background: color-mix(in srgb, var(--broken) 8%, var(--surface));
        overflow-wrap: anywhere;
      }
      h2 {
        display: flex;
        gap: 8px;
      }
      h2 svg {
        color: var(--broken);
      }
      .next {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        align-items: center;
        color: var(--muted);
        font-variant-numeric: tabular-nums;
      }
      .button {
        margin-block-start: 4px;
        justify-self: start;
        text-align: center;
      }
    `,
  ];

  /** Without the link, for the place that it leads to. */
  @property({ type: Boolean }) here = false;
  readonly #trouble = phoneState(this, hasTrouble);
  readonly #registration = phoneState(this, (state) => state.registration);
  readonly #servers = phoneState(this, (state) => state.signedIn?.account.webSocketServers);

  protected override render(): TemplateResult | typeof nothing {
    const registration = this.#registration.value;
    if (!this.#trouble.value) return nothing;
    if (registration.phase === 'failed') {
      const { title, remedy } = registrationFailureWords(registration.cause);
      return this.#card(title, html`<p>${remedy}</p>`);
    }
    const attempts = registration.phase === 'connecting' ? registration.attempt : 0;
    return this.#card(msg('The server can’t be reached'), this.#outOfReach(attempts));
  }

  #outOfReach(attempts: number): TemplateResult {
    const servers = this.#servers.value ?? [];
    return html`${servers.map(
        ({ url }) =>
          html`<p>
              <bdi><strong>${shownServer(url)}</strong></bdi>
            </p>
            <bw-unreached-server .url=${url}></bw-unreached-server>`,
      )}
      <p>
        ${msg(str`Attempt ${formatNumber(attempts)}; the phone goes on trying. Until then no call comes or goes.`)}
      </p>`;
  }

  /** The way to have the next try now; when it comes by itself stands beside the registration. */
  #next(): TemplateResult | typeof nothing {
    const registration = this.#registration.value;
    const retryAtMs = 'retryAtMs' in registration ? registration.retryAtMs : undefined;
    const retry = (): void => {
      void this.#registration.phone.accounts.do({ kind: 'retryNow' });
    };
    if (registration.phase === 'failed' && registration.cause === 'replaced')
      return html`<div class="next">
        <button class="button" @click=${retry}>${msg('Ring here again')}</button>
      </div>`;
    if (retryAtMs === undefined) return nothing;
    return html`<div class="next">
      <button class="button" @click=${retry}>${msg('Try now')}</button>
    </div>`;
  }

  #card(title: string, content: TemplateResult): TemplateResult {
    return html`<section aria-labelledby="title">
      <h2 id="title">${icon('warning')}${title}</h2>
      ${content} ${this.#next()}
      ${
        this.here
          ? nothing
          : html`<a class="button" href="#/settings/account">${msg('Edit account and servers')}</a>`
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-registration-trouble': BwRegistrationTrouble;
  }
}
