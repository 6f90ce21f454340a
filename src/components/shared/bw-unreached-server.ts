// A server that stays out of reach: the likely causes, the likeliest first, each with something to try.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { pageOf, withPath } from '../../sip/unreached-server.ts';
import { shownServer } from '../../sip/websocket-server.ts';
import { phoneState } from '../store-controller.ts';
import { baseStyles, buttonStyles } from './styles/base-styles.ts';

@customElement('bw-unreached-server')
export class BwUnreachedServer extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        overflow-wrap: anywhere;
      }
      ol {
        display: grid;
        gap: 8px;
        padding-inline-start: 1.25em;
        list-style: decimal;
      }
      .button {
        margin-block-start: 4px;
        font-size: var(--text-1);
        text-align: center;
      }
    `,
  ];

  @property() url = '';
  /** It answered since the page was opened. */
  @property({ type: Boolean }) wasReached = false;
  /** Whose server it is. */
  @property({ attribute: false }) accountId: string | undefined;
  readonly #phone = phoneState(this, () => undefined);

  protected override render(): TemplateResult {
    return html`<ol>
      ${this.wasReached ? this.#cameBefore() : html`${this.#path()} ${this.#certificate()} ${this.#wrong()}`}
      ${this.#isHere ? nothing : html`<li>${msg('This network may block it: try another one, such as that of a phone.')}</li>`}
    </ol>`;
  }

  /** What is not encrypted goes to this machine alone: no certificate, and no network on the way. */
  get #isHere(): boolean {
    return this.url.startsWith('ws:');
  }

  /** Its address and its certificate were good a moment ago. */
  #cameBefore(): TemplateResult {
    return html`<li>
      ${msg('It answered before: it may be restarting, or be switched off. Wait a little; ask who runs it if it stays so.')}
    </li>`;
  }

  #certificate(): TemplateResult | typeof nothing {
    if (this.#isHere) return nothing;
    return html`<li>
      ${msg('Its certificate may not be trusted here. Open its page once and accept it, then come back.')}
      <br /><a class="button" href=${pageOf(this.url)} target="_blank" rel="noreferrer">
        <bdi>${msg(str`Open ${pageOf(this.url)}`)}</bdi>
      </a>
    </li>`;
  }

  #wrong(): TemplateResult {
    return this.#isHere
      ? html`<li>
          ${msg('The server on this device may not be running, or listen on another port: start it, or check the address.')}
        </li>`
      : html`<li>
          ${msg('The address or the port may be wrong, or the server may be off: ask who runs it.')}
        </li>`;
  }

  /** The commonest mistake with Asterisk: the port is right, and nothing stands behind it. */
  #path(): TemplateResult | typeof nothing {
    const better = withPath(this.url);
    if (better === undefined) return nothing;
    const take = (): void => {
      const { phone } = this.#phone;
      const form = phone.editableSignIn(this.accountId);
      const isMended = form?.webSocketServer.includes(this.url) === true;
      if (isMended)
        phone.signIn(
          { ...form, webSocketServer: form.webSocketServer.replace(this.url, better) },
          this.accountId,
        );
    };
    return html`<li>
      ${msg('The address names no path, and most servers want one (Asterisk and FreePBX: /ws).')}
      <br /><button class="button" @click=${take}>
        <bdi>${msg(str`Try ${shownServer(better)}`)}</bdi>
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-unreached-server': BwUnreachedServer;
  }
}
