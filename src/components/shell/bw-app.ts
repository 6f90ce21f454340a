// The shell: gives the phone to every component, picks the screen by the address, and keeps what matters on every screen.
// Refuses to know any adapter; main.ts hands it the phone.
import { ContextProvider } from '@lit/context';
import { msg } from '@lit/localize';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isSignedIn } from '../../phone/accounts/account-selectors.ts';
import type { Phone } from '../../phone/phone.ts';
import type { PhoneState } from '../../phone/phone-state.ts';
import { activeCall, isIncoming } from '../../phone/calls/calls-state.ts';
import { isLive, type Call } from '../../sip/call-state.ts';
import { phoneContext } from '../contexts.ts';
import { inNextFrame, notInNextFrame } from '../frame.ts';
import { parseRoute, type Route } from '../routes.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { brandMark } from '../shared/icons.ts';
import { loadCallScreens, loadScreen, rehearseCall } from './screens.ts';
import { appStyles } from './app-styles.ts';
import { followBars } from './floor.ts';
import { applyTheme, pageTitle } from './page-dress.ts';
import '../sign-in/bw-sign-in-screen.ts';
import './bw-nav.ts';
import './bw-registration.ts';

/** True where the person should see the call screen because of what just happened to the call. */
function bringsCallForward(before: Call | undefined, after: Call | undefined): boolean {
  if (!isLive(after)) return false;
  if (after.direction === 'outgoing') return before?.id !== after.id;
  return after.phase === 'established' && before?.phase !== 'established';
}

@customElement('bw-app')
export class BwApp extends LitElement {
  static override styles = [baseStyles, buttonStyles, appStyles];

  @property({ attribute: false }) phone: Phone | undefined;
  @state() private route: Route = parseRoute(location.hash);
  @state() private view: PhoneState | undefined;
  @state() private loadFailed = false;

  readonly #provider = new ContextProvider(this, { context: phoneContext });
  #unsubscribe: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#followHash);
    this.#followPhone();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#followHash);
    notInNextFrame(this.#show);
    this.#unsubscribe?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('phone')) this.#followPhone();
  }

  protected override updated(changed: PropertyValues): void {
    const shown = this.view;
    if (shown !== undefined) {
      applyTheme(shown.settings.theme);
      document.title = pageTitle(shown);
    }
    followBars(this.renderRoot);
    if (shown?.boot === 'ready' && this.#isElsewhere(changed.get('route') as Route | undefined)) {
      this.renderRoot.querySelector<HTMLElement>('#main')?.focus();
    }
    if (shown !== undefined && isSignedIn(shown)) loadCallScreens().then(this.#rehearse, this.#noteFailure);
    if (shown?.boot === 'ready') loadScreen('banners').catch(this.#noteFailure);
    if (shown?.boot === 'ready') loadScreen(this.#screenName(shown)).catch(this.#noteFailure);
  }

  protected override render(): TemplateResult {
    const shown = this.view;
    if (shown?.boot !== 'ready') return html`<slot></slot>`;
    const calling = this.#showsCall(shown);
    const call = activeCall(shown);
    return html`
      ${isIncoming(call) ? html`<bw-incoming-call role="main" .call=${call}></bw-incoming-call>` : nothing}
      <div class="frame ${calling ? 'calling' : ''}" .inert=${isIncoming(call) && !this.loadFailed}>
        <div class="rail">
          <header>
            <button class="skip" @click=${this.#skip}>${msg('Skip to content')}</button>
            <a class="brand" href="#/phone">${brandMark(32)}<span>Bothways</span></a>
            <bw-registration></bw-registration>
          </header>
          <bw-nav ?compact=${calling} .screen=${this.route.screen}></bw-nav>
        </div>
        <main id="main" tabindex="-1">
          ${isLive(call) ? html`<bw-waiting-call></bw-waiting-call>` : nothing}
          <bw-banners .call=${call}></bw-banners>
          ${this.loadFailed ? this.#loadProblem() : this.#screen(shown)}
        </main>
        ${this.#showsCallBar(shown) ? html`<bw-call-bar .call=${call}></bw-call-bar>` : nothing}
      </div>
      ${this.#showsSetup(shown) ? html`<bw-setup-dialog></bw-setup-dialog>` : nothing}
    `;
  }

  /** True where the person came to another screen or part; a detail moves the focus by itself. */
  #isElsewhere(before: Route | undefined): boolean {
    return before !== undefined && (before.screen !== this.route.screen || before.part !== this.route.part);
  }

  /** Nothing lies over the answer to a call that rings; the link waits. */
  #showsSetup({ setup, calls }: PhoneState): boolean {
    return setup !== undefined && !calls.some(isIncoming);
  }

  #showsTrace(): boolean {
    return this.route.screen === 'network' && this.route.part === 'trace';
  }

  #screenName(shown: PhoneState): Parameters<typeof loadScreen>[0] {
    if (shown.setup !== undefined) loadScreen('setup').catch(this.#noteFailure);
    if (this.#showsTrace()) return 'trace';
    return this.route.screen === 'phone' && !isSignedIn(shown) ? 'signIn' : this.route.screen;
  }

  #screen(shown: PhoneState): TemplateResult {
    switch (this.route.screen) {
      case 'history':
        return html`<bw-history-screen></bw-history-screen>`;
      case 'network':
        return this.#showsTrace()
          ? html`<bw-trace-screen .chosen=${this.route.detail}></bw-trace-screen>`
          : html`<bw-network-screen></bw-network-screen>`;
      case 'settings':
        return html`<bw-settings-screen
          .section=${this.route.part}
          .detail=${this.route.detail}
        ></bw-settings-screen>`;
      case 'phone':
        return isSignedIn(shown)
          ? html`<bw-phone-screen></bw-phone-screen>`
          : html`<bw-sign-in-screen></bw-sign-in-screen>`;
    }
  }

  #loadProblem(): TemplateResult {
    return html`<div class="load-problem" role="alert">
      <h1>${msg('This screen could not be loaded')}</h1>
      <p>${msg('The connection broke while fetching it, or a new version has replaced it.')}</p>
      <button
        class="button primary"
        @click=${() => {
          location.reload();
        }}
      >
        ${msg('Reload')}
      </button>
    </div>`;
  }

  #showsCallBar(shown: PhoneState): boolean {
    return this.#isInCall(shown) && this.route.screen !== 'phone';
  }

  /** The call screen has the whole window to share out, and scrolls within. */
  #showsCall(shown: PhoneState): boolean {
    return this.#isInCall(shown) && isSignedIn(shown) && this.route.screen === 'phone';
  }

  #isInCall(shown: PhoneState): boolean {
    const call = activeCall(shown);
    return isLive(call) && !isIncoming(call);
  }

  #followPhone(): void {
    this.#unsubscribe?.();
    const { phone } = this;
    if (phone === undefined) return;
    this.#provider.setValue(phone);
    this.view = phone.store.state;
    this.#unsubscribe = phone.store.subscribe(() => {
      inNextFrame(this.#show);
    });
  }

  readonly #show = (): void => {
    const before = this.view && activeCall(this.view);
    this.view = this.phone?.store.state;
    const after = this.view && activeCall(this.view);
    if (bringsCallForward(before, after) && this.route.screen !== 'phone') location.hash = '#/phone';
  };

  readonly #followHash = (): void => {
    this.route = parseRoute(location.hash);
  };

  readonly #noteFailure = (): void => {
    this.loadFailed = true;
  };

  readonly #rehearse = (): void => {
    // A call is only slower without.
    if (this.phone !== undefined) rehearseCall(this.phone).catch(reportError);
  };

  readonly #skip = (): void => {
    this.renderRoot.querySelector<HTMLElement>('#main')?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-app': BwApp;
  }
}
