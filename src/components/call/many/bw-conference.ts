// A conversation of several, mixed on this device: everybody in it, each with their own lanes.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { conferenceWords } from '../../../i18n/many-calls-words.ts';
import { baseStyles } from '../../shared/styles/base-styles.ts';
import { phoneState } from '../../store-controller.ts';
import { conferenceParties } from './call-rows.ts';
import './bw-conference-party.ts';

@customElement('bw-conference')
export class BwConference extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }
      header {
        text-align: center;
      }
      ul {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
    `,
  ];

  readonly #state = phoneState(this, (state) => state);

  protected override render(): TemplateResult | typeof nothing {
    const state = this.#state.value;
    const parties = conferenceParties(state);
    if (parties.length === 0) return nothing;
    const isHeard = (id: string): boolean =>
      state.conference.find(({ callId }) => callId === id)?.isHeard ?? true;
    return html`<header>
        <h1 aria-live="polite">${conferenceWords(parties.length + 1)}</h1>
        <p class="small muted">${msg('The sound is mixed on this device: it ends when you hang up.')}</p>
      </header>
      <ul>
        ${repeat(
          parties,
          ({ id }) => id,
          (call) =>
            html`<li>
              <bw-conference-party .call=${call} .isHeard=${isHeard(call.id)}></bw-conference-party>
            </li>`,
        )}
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-conference': BwConference;
  }
}
