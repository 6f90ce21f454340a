// The list of calls, one line each, on the call screen where there is more than one. A call that ended says why until that was
// read.
import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { callStateWords } from '../../../i18n/call-words.ts';
import { conferenceWords } from '../../../i18n/many-calls-words.ts';
import type { LiveState } from '../../../phone/calls/calls-state.ts';
import { isHeldHere, type TerminatedCall } from '../../../sip/call-state.ts';
import { icon } from '../../shared/all-icons.ts';
import { partyName } from '../../shared/party.ts';
import { inNextFrame, notInNextFrame } from '../../frame.ts';
import { baseStyles, buttonStyles } from '../../shared/styles/base-styles.ts';
import { phoneState } from '../../store-controller.ts';
import { endingOf } from '../ending.ts';
import { callLineStyles } from './call-line-styles.ts';
import { rowsOf, type CallRow } from './call-rows.ts';
import './bw-call-line.ts';

const isOnHold = (call: LiveState): boolean => call.phase === 'established' && isHeldHere(call.hold);

const keyOf = (row: CallRow): string => (row.kind === 'conference' ? 'conference' : row.call.id);

@customElement('bw-call-list')
export class BwCallList extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    callLineStyles,
    css`
      section {
        position: relative;
        display: grid;
        gap: 4px;
        padding: 4px;
        border: 1px solid var(--line);
        border-radius: var(--round-2);
        background: var(--surface);
      }
      ul {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 2px;
      }
      /* Many calls leave room for the one that is looked at; the rest of the list scrolls. */
      @media (max-width: 899px) {
        section {
          max-block-size: 178px;
          overflow: auto;
        }
      }
    `,
  ];

  readonly #state = phoneState(this, (state) => state);
  #shown: string | undefined;

  /** However long the list: the one that the person is with is in sight. */
  protected override updated(): void {
    const { activeCallId } = this.#state.value;
    if (activeCallId === this.#shown) return;
    this.#shown = activeCallId;
    inNextFrame(this.#showActive);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    notInNextFrame(this.#showActive);
  }

  readonly #showActive = (): void => {
    const list = this.renderRoot.querySelector('section');
    const line = this.renderRoot.querySelector('li.active');
    if (list === null || line === null) return;
    const [around, box] = [list.getBoundingClientRect(), line.getBoundingClientRect()];
    // The list alone: the screen around it stays where it is.
    if (box.top < around.top) list.scrollTop -= around.top - box.top + 4;
    else if (box.bottom > around.bottom) list.scrollTop += box.bottom - around.bottom + 4;
  };

  protected override render(): TemplateResult | typeof nothing {
    const rows = rowsOf(this.#state.value);
    if (rows.length === 0) return nothing;
    return html`<section aria-label=${msg('Calls')}>
      <ul>
        ${repeat(rows, keyOf, (row) => html`<li class=${this.#isActive(row) ? 'active' : ''}>${this.#row(row)}</li>`)}
      </ul>
    </section>`;
  }

  #isActive(row: CallRow): boolean {
    const calls = row.kind === 'conference' ? row.parties : [row.call];
    return calls.some(({ id }) => id === this.#state.value.activeCallId);
  }

  #row(row: CallRow): TemplateResult {
    switch (row.kind) {
      case 'call':
        return html`<bw-call-line .call=${row.call} ?active=${this.#isActive(row)}></bw-call-line>`;
      case 'conference':
        return this.#conference(row.parties);
      case 'ended':
        return this.#ended(row.call);
    }
  }

  #conference(parties: readonly LiveState[]): TemplateResult {
    const isActive = parties.some(({ id }) => id === this.#state.value.activeCallId);
    const choose = (): void => {
      const [first] = parties;
      if (!isActive && first !== undefined)
        void this.#state.phone.calls.do({ kind: 'switchTo', callId: first.id });
    };
    return html`<div class="line">
      <button class="button bare go" aria-current=${isActive ? 'true' : 'false'} @click=${choose}>
        <span class="words">
          <strong>${conferenceWords(parties.length + 1)}</strong>
          <span class="small"
            >${parties.every(isOnHold) ? html`${callStateWords({ phase: 'established', hold: 'local', muted: false })} · ` : nothing}<bdi
              >${parties.map(({ remote }) => partyName(remote)).join(', ')}</bdi
            ></span
          >
        </span>
        ${icon('people')}
      </button>
    </div>`;
  }

  #ended(call: TerminatedCall): TemplateResult {
    const name = partyName(call.remote);
    const dismiss = (): void => {
      void this.#state.phone.calls.do({ kind: 'dismissCall', callId: call.id });
    };
    return html`<div class="line" role="status">
      <div class="what">
        <span class="words">
          <strong><bdi>${name}</bdi></strong>
          <span class="small">${endingOf(call, false, this.#state.value.calls).title}</span>
        </span>
      </div>
      <button class="button bare icon" aria-label=${msg(str`Dismiss: ${name}`)} @click=${dismiss}>
        ${icon('close')}
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-call-list': BwCallList;
  }
}
