// What a signed-out person sees: the promise, the demo where there is one, and the sign-in form. The promise comes first;
// the form follows once it is known whether the demo's card stands above it, so that nothing moves under a finger.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { isHinderedBy } from '../../media/call-ability.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { phoneState } from '../store-controller.ts';
import './bw-sign-in-form.ts';

/** On a phone the form comes first. */
const ROOMY = window.matchMedia('(min-width: 560px)');

@customElement('bw-sign-in-screen')
export class BwSignInScreen extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      .screen {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        padding: 0 16px 48px;
        max-inline-size: 640px;
        margin-inline: auto;
      }
      .promise {
        display: grid;
        gap: 2px;
      }
      .promise h1 {
        font-size: var(--text-4);
        line-height: 1.15;
        letter-spacing: -0.02em;
        text-wrap: balance;
      }
      .promise p {
        font-size: var(--text-1);
        line-height: 1.3;
        color: var(--muted);
        text-wrap: pretty;
      }
      bw-emblem {
        display: none;
      }
      /* On a phone the demo is one line: the form with its button fits the window beside it. */
      .demo {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 12px;
      }
      .demo h2 {
        font-size: var(--text-2);
      }
      .demo .muted {
        display: none;
      }
      .card {
        padding: 12px 16px 24px;
        margin-inline: -16px;
        border-block: 1px solid var(--line);
        background: var(--surface);
      }
      @media (min-width: 560px) {
        .screen {
          gap: 32px;
          padding-block-start: 16px;
        }
        .promise {
          gap: 8px;
        }
        .promise h1 {
          font-size: clamp(1.75rem, 1.2rem + 2vw, var(--text-5));
        }
        .promise p {
          font-size: var(--text-3);
        }
        bw-emblem {
          display: block;
          inline-size: min(100%, 340px);
          aspect-ratio: 340 / 64;
          margin-block: 8px 16px;
        }
        .demo {
          display: grid;
          justify-content: stretch;
          gap: 12px;
          padding: 20px;
          border: 1px solid var(--line);
          border-radius: var(--round-3);
          background: var(--surface);
        }
        .demo h2 {
          font-size: var(--text-3);
        }
        .demo .muted {
          display: block;
        }
        .card {
          margin: 0;
          padding: 32px;
          border: 1px solid var(--line);
          border-radius: var(--round-3);
        }
      }
      @media (min-width: 1200px) {
        .screen {
          grid-template-columns: minmax(260px, 340px) minmax(0, 640px);
          gap: 32px 56px;
          max-inline-size: none;
          justify-content: center;
          padding: 40px 40px 64px;
        }
        .aside {
          position: sticky;
          inset-block-start: 40px;
          align-self: start;
        }
      }
      .aside {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: inherit;
      }
    `,
  ];

  @state() private asking = false;
  readonly #demo = phoneState(this, (state) => state.demo);
  readonly #ability = phoneState(this, (state) => state.ability);

  override connectedCallback(): void {
    super.connectedCallback();
    // Drawn where there is room for it; the form doesn't wait for it.
    if (ROOMY.matches) import('../shared/bw-emblem.ts').catch(() => undefined);
    // Fetched by the few who need it. Without it the dialler still says that no call can be made.
    if (this.#ability.value.kind === 'unable') import('../shared/bw-call-ability.ts').catch(() => undefined);
  }

  protected override render(): TemplateResult {
    return html`<div class="screen">
      <div class="aside">
        <div class="promise">
          ${ROOMY.matches ? html`<bw-emblem></bw-emblem>` : nothing}
          <h1>${msg('A call goes both ways')}</h1>
          <p>${msg('Bothways shows you, all the time, that they hear you and you hear them.')}</p>
        </div>
        ${this.#ability.value.kind === 'unable' ? html`<bw-call-ability></bw-call-ability>` : nothing}
        ${this.#offersDemo() ? this.#demoCard() : nothing}
      </div>
      ${
        this.#demo.value === 'unknown'
          ? nothing
          : html`<div class="card"><bw-sign-in-form></bw-sign-in-form></div>`
      }
    </div>`;
  }

  /** A demo reached by http has a WebSocket in the clear, and no account is sent over that. */
  #offersDemo(): boolean {
    return this.#demo.value === 'available' && !isHinderedBy(this.#ability.value, 'insecurePage');
  }

  #demoCard(): TemplateResult {
    return html`<section class="demo" aria-labelledby="demo-title">
      <h2 id="demo-title">${msg('No account at hand?')}</h2>
      <p class="muted">
        ${msg('Borrow a number from the demo on this machine, and call its echo to hear yourself.')}
      </p>
      <button class="button" aria-busy=${this.asking ? 'true' : 'false'} @click=${this.#tryDemo}>
        ${msg('Try the demo')}
      </button>
    </section>`;
  }

  readonly #tryDemo = async (): Promise<void> => {
    if (this.asking) return;
    this.asking = true;
    await this.#demo.phone.accounts.do({ kind: 'tryDemo' });
    this.asking = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-sign-in-screen': BwSignInScreen;
  }
}
