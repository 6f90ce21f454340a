// A conversation of several, mixed on this device: everybody in it, each with their own lanes.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { conferenceWords } from '../../../i18n/many-calls-words.ts';
import type { LiveState } from '../../../phone/calls/calls-state.ts';
import type { Phone } from '../../../phone/phone.ts';
import { icon } from '../../shared/all-icons.ts';
import { partyName } from '../../shared/party.ts';
import { baseStyles } from '../../shared/styles/base-styles.ts';
import { StoreController, phoneState } from '../../store-controller.ts';
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
        text-wrap: balance;
      }
      .trouble {
        --tone: var(--broken);
        display: flex;
        gap: 8px;
        padding: 8px 12px;
        border-radius: var(--round-2);
        background: color-mix(in srgb, var(--tone) 12%, var(--surface));
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .trouble svg {
        color: var(--tone);
      }
      ul {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
    `,
  ];

  readonly #state = phoneState(this, (state) => state);
  /** The ids of all calls without sound where some should be. */
  readonly #bad = new StoreController(
    this,
    (phone: Phone) => phone.verdicts,
    // One text: drawn anew where it is another, not with every second's figures.
    (verdicts) =>
      Object.keys(verdicts)
        .filter((id) => verdicts[id]?.gravity === 'bad')
        .join(),
  );

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
      <div aria-live="polite">${this.#trouble(parties)}</div>
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

  /** Their cards may be out of sight: whose sound stopped is said above all. */
  #trouble(parties: readonly LiveState[]): TemplateResult | typeof nothing {
    const bad = this.#bad.value.split(',');
    const troubled = parties.filter(({ id }) => bad.includes(id));
    if (troubled.length === 0) return nothing;
    const names = troubled.map(({ remote }) => partyName(remote)).join(', ');
    return html`<p class="trouble">
      ${icon('warning')}<span>${msg(str`The sound is not well with: ${names}`)}</span>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-conference': BwConference;
  }
}
