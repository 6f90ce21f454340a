// Who is signed in and through which servers, in plain sight; edit in the same form as the sign-in; sign out.
import { msg } from '@lit/localize';
import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { plainText } from '../../i18n/plain-text.ts';
import type { SignedIn } from '../../phone/phone-state.ts';
import { EMPTY_SIGN_IN_FORM } from '../../provisioning/sign-in-form.ts';
import { hasLiveCall } from '../../phone/calls/calls-state.ts';
import { shownServer } from '../../sip/websocket-server.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { phoneState } from '../store-controller.ts';
import { settingsStyles } from './settings-styles.ts';
import '../sign-in/bw-sign-in-form.ts';
import './bw-sign-out.ts';

@customElement('bw-account-settings')
export class BwAccountSettings extends LitElement {
  static override styles = [baseStyles, buttonStyles, settingsStyles];

  /** Whether the form is open. */
  @property({ type: Boolean }) open = false;
  readonly #signedIn = phoneState(this, (state) => state.signedIn);
  readonly #inCall = phoneState(this, hasLiveCall);
  #form = EMPTY_SIGN_IN_FORM;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open') && this.open)
      this.#form = this.#signedIn.phone.editableSignIn() ?? EMPTY_SIGN_IN_FORM;
  }

  protected override render(): TemplateResult {
    const signedIn = this.#signedIn.value;
    if (signedIn === undefined) {
      return html`<p class="muted">
        ${msg('Nobody is signed in.')} <a href="#/phone">${msg('Sign in')}</a>
      </p>`;
    }
    if (this.open && !this.#inCall.value) {
      return html`<bw-sign-in-form
        editing
        .initial=${this.#form}
        @sign-in-closed=${this.#close}
      ></bw-sign-in-form>`;
    }
    return this.#summary(signedIn);
  }

  #summary({ account, iceServers, profileName }: SignedIn): TemplateResult {
    const urls = iceServers.flatMap((server) => server.urls);
    const of = (kind: string): readonly string[] => {
      const found = urls.filter((url) => url.startsWith(kind));
      return found.length === 0 ? [msg('None configured')] : found;
    };
    const servers = account.webSocketServers.map(({ url }) => shownServer(url));
    const stun = of('stun');
    const turn = of('turn');
    return html`<div class="stack">
      <dl class="facts">
        ${profileName === '' ? '' : this.#fact(msg('Profile'), [plainText(profileName)])}
        ${this.#fact(msg('Address'), [`${account.username}@${account.domain}`])}
        ${this.#fact(msg('Name shown'), [plainText(account.displayName) || account.username])}
        ${this.#fact(msg('Server'), servers)} ${this.#fact('STUN', stun)} ${this.#fact('TURN', turn)}
      </dl>
      <div class="actions">
        <button class="button" ?disabled=${this.#inCall.value} @click=${this.#edit}>
          ${msg('Edit account and servers')}
        </button>
        <bw-sign-out></bw-sign-out>
      </div>
      ${
        this.#inCall.value
          ? html`<p class="small muted">${msg('You can change the account once the call is over.')}</p>`
          : ''
      }
    </div>`;
  }

  #fact(name: string, values: readonly string[]): TemplateResult {
    return html`<div>
      <dt>${name}</dt>
      ${values.map((value) => html`<dd><bdi>${value}</bdi></dd>`)}
    </div>`;
  }

  readonly #edit = (): void => {
    this.open = true;
  };

  /** The form was far longer than what takes its place, which is still to be in sight. */
  readonly #close = async (): Promise<void> => {
    this.open = false;
    await this.updateComplete;
    this.scrollIntoView({ block: 'center' });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-account-settings': BwAccountSettings;
  }
}
