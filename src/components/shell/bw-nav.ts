// The four screens as links: a bar below on a phone, a list in the rail from 900 px.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { missedCount } from '../../phone/history.ts';
import { formatNumber } from '../../i18n/format.ts';
import { SCREENS, type Screen } from '../routes.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { icon } from '../shared/icons.ts';
import { phoneState } from '../store-controller.ts';

function screenName(screen: Screen): string {
  switch (screen) {
    case 'phone':
      return msg('Phone');
    case 'history':
      return msg('History');
    case 'network':
      return msg('Network');
    case 'settings':
      return msg('Settings');
  }
}

function missedWords(count: number): string {
  return count === 1 ? msg('1 missed call') : msg(str`${formatNumber(count)} missed calls`);
}

/** A short one: the whole number is in the link's name. */
function badgeWords(count: number): string {
  return count > 99 ? `${formatNumber(99)}+` : formatNumber(count);
}

@customElement('bw-nav')
export class BwNav extends LitElement {
  static override styles = [
    baseStyles,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(max(20%, 5em), 1fr));
        padding: 4px 8px calc(4px + env(safe-area-inset-bottom));
        background: var(--surface);
        border-block-start: 1px solid var(--line);
        font-size: var(--text-1);
      }
      a {
        position: relative;
        display: grid;
        justify-items: center;
        align-content: center;
        gap: 2px;
        min-block-size: 56px;
        border-radius: var(--round-2);
        color: var(--muted);
        font-weight: 600;
        text-decoration: none;
        transition: background var(--move);
      }
      a:hover {
        background: var(--raised);
      }
      a[aria-current] {
        color: var(--ink);
      }
      a[aria-current] svg {
        stroke-width: 2.4;
      }
      a[aria-current]::before {
        content: '';
        position: absolute;
        inset-block-start: -5px;
        inline-size: 32px;
        block-size: 3px;
        border-radius: 3px;
        background: var(--ink);
      }
      .badge {
        position: absolute;
        inset-block-start: 4px;
        inset-inline-start: calc(50% + 6px);
        min-inline-size: 20px;
        padding: 0 5px;
        border-radius: 10px;
        background: var(--ink);
        color: var(--paper);
        font-size: 0.75rem;
        line-height: 20px;
        text-align: center;
      }
      /* In a call on a small phone they are small; on a smaller one the icons are enough, and their names stay for those who hear them. */
      @media (max-width: 899px) and (max-height: 740px) {
        :host([compact]) a {
          min-block-size: 44px;
          gap: 0;
          font-size: 0.75rem;
          line-height: 1.2;
        }
        :host([compact]) ul {
          padding-block: 2px calc(2px + env(safe-area-inset-bottom));
        }
      }
      @media (max-width: 899px) and (max-height: 690px) {
        :host([compact]) ul {
          grid-template-columns: repeat(4, minmax(0, 1fr));
          padding-block: 2px calc(2px + env(safe-area-inset-bottom));
        }
        :host([compact]) a {
          min-block-size: 44px;
        }
        :host([compact]) a > span:not(.badge) {
          position: absolute;
          inline-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
      @media (min-width: 560px) and (max-width: 899px) and (max-height: 519px) {
        ul,
        :host([compact]) ul {
          grid-template-columns: 1fr;
          align-content: space-evenly;
          min-block-size: 100dvh;
          padding: 4px;
          padding-inline-start: calc(4px + env(safe-area-inset-left));
          border-block: 0;
          border-inline-end: 1px solid var(--line);
        }
        a > span:not(.badge) {
          position: absolute;
          inline-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        a[aria-current]::before {
          content: none;
        }
        a[aria-current] {
          background: var(--raised);
        }
      }
      @media (min-width: 900px) {
        ul {
          grid-template-columns: 1fr;
          gap: 4px;
          padding: 8px 12px;
          font-size: var(--text-2);
          border: 0;
          background: none;
        }
        a {
          grid-template-columns: auto 1fr auto;
          justify-items: start;
          align-items: center;
          gap: 12px;
          min-block-size: 48px;
          padding-inline: 12px;
        }
        a[aria-current] {
          background: var(--raised);
        }
        a[aria-current]::before {
          content: none;
        }
        .badge {
          position: static;
        }
      }
    `,
  ];

  @property() screen: Screen = 'phone';
  /** A call needs the room. */
  @property({ type: Boolean }) compact = false;
  readonly #history = phoneState(this, (state) => state.history);

  protected override render(): TemplateResult {
    return html`<nav aria-label=${msg('Screens')}>
      <ul>
        ${SCREENS.map((screen) => html`<li>${this.#link(screen)}</li>`)}
      </ul>
    </nav>`;
  }

  #link(screen: Screen): TemplateResult {
    const missed = screen === 'history' ? missedCount(this.#history.value) : 0;
    const name = screenName(screen);
    return html`<a
      href="#/${screen}"
      aria-current=${ifDefined(screen === this.screen ? 'page' : undefined)}
      aria-label=${ifDefined(missed === 0 ? undefined : `${name}, ${missedWords(missed)}`)}
    >
      ${icon(screen)}<span>${name}</span>
      ${missed === 0 ? nothing : html`<span class="badge figures">${badgeWords(missed)}</span>`}
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-nav': BwNav;
  }
}
