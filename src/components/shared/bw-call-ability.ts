// Says that this browser can't call: why, what to do, and that all else works. Shows nothing where it can.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { msg } from '@lit/localize';
import { hindranceWords, unableTitle, worksWords } from '../../i18n/call-ability-words.ts';
import { isHinderedBy, type CallHindrance } from '../../media/call-ability.ts';
import { phoneState } from '../store-controller.ts';
import { icon } from './all-icons.ts';
import { baseStyles } from './styles/base-styles.ts';

@customElement('bw-call-ability')
export class BwCallAbility extends LitElement {
  static override styles = [
    baseStyles,
    css`
      section {
        display: grid;
        gap: 12px;
        padding: 16px;
        border: 1px solid var(--repairing);
        border-radius: var(--round-2);
        background: color-mix(in srgb, var(--repairing) 8%, var(--surface));
        overflow-wrap: anywhere;
        text-wrap: pretty;
      }
      h2 {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 8px;
        align-items: start;
      }
      h2 svg {
        color: var(--repairing);
      }
      .reason {
        display: grid;
        gap: 8px;
      }
      .reason + .reason {
        padding-block-start: 12px;
        border-block-start: 1px solid var(--line);
      }
      a {
        display: inline-flex;
        align-items: center;
        min-block-size: 44px;
        font-weight: 600;
      }
      summary {
        min-block-size: 44px;
        padding-block: 10px;
        font-weight: 600;
        cursor: pointer;
        border-radius: var(--round-1);
      }
      details[open] {
        display: grid;
        gap: 12px;
      }
      details[open] > div {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  /** With the reasons folded away, for a screen that has more to show. */
  @property({ type: Boolean }) brief = false;
  readonly #ability = phoneState(this, (state) => state.ability);

  protected override render(): TemplateResult | typeof nothing {
    const ability = this.#ability.value;
    if (ability.kind === 'able') return nothing;
    const reasons = ability.hindrances.map((hindrance) => this.#reason(hindrance));
    const works = html`<p class="muted">${worksWords(!isHinderedBy(ability, 'noWebSocket'))}</p>`;
    const all = [...reasons, works];
    return html`<section aria-labelledby="title">
      <h2 id="title">${icon('warning')}<span>${unableTitle(ability)}</span></h2>
      ${this.brief ? this.#folded(all) : all}
    </section>`;
  }

  #folded(content: readonly TemplateResult[]): TemplateResult {
    return html`<details>
      <summary>${msg('Why, and what helps')}</summary>
      <div>${content}</div>
    </details>`;
  }

  #reason(hindrance: CallHindrance): TemplateResult {
    const { cause, remedy } = hindranceWords(hindrance);
    const address = hindrance.kind === 'insecurePage' ? hindrance.secureAddress : undefined;
    return html`<div class="reason">
      <p>${cause}</p>
      <p>${remedy}</p>
      ${
        address === undefined
          ? nothing
          : html`<p>
              <a href=${address}><bdi>${address}</bdi></a>
            </p>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-call-ability': BwCallAbility;
  }
}
