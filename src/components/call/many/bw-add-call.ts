// Calls somebody else during a call; the present call is held meanwhile.
import { msg } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { noticeWords } from '../../../i18n/notice-words.ts';
import { liveCalls } from '../../../phone/calls/calls-state.ts';
import { icon } from '../../shared/all-icons.ts';
import { baseStyles, buttonStyles } from '../../shared/styles/base-styles.ts';
import { phoneState } from '../../store-controller.ts';
import type { BwTargetField } from './bw-target-field.ts';
import '../../dialer/bw-account-choice.ts';
import './bw-target-field.ts';

@customElement('bw-add-call')
export class BwAddCall extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      [role='group'] {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      .ways {
        display: grid;
        grid-template-columns: 1fr 2fr;
        gap: 8px;
      }
    `,
  ];

  @query('bw-target-field') private field!: BwTargetField;
  readonly #phone = phoneState(this, (state) => state);

  protected override render(): TemplateResult {
    const { value } = this.#phone;
    if (liveCalls(value).length >= value.settings.mostCalls) return this.#full();
    return html`<div role="group" aria-label=${msg('Add call')}>
      <bw-account-choice></bw-account-choice>
      <bw-target-field
        .label=${msg('Name, number or SIP address')}
        @target-entered=${this.#dial}
      ></bw-target-field>
      <div class="ways">
        <button class="button" @click=${this.#close}>${msg('Cancel')}</button>
        <button class="button primary" @click=${this.#dial}>${icon('phone')}${msg('Call')}</button>
      </div>
    </div>`;
  }

  /** Said before anything is typed. */
  #full(): TemplateResult {
    return html`<div role="group" aria-label=${msg('Add call')}>
      <p id="full" role="status">
        ${noticeWords('lineBusy')} <a href="#/settings/calls">${msg('Open Settings')}</a>
      </p>
      <button class="button" aria-describedby="full" @click=${this.#close}>${msg('Cancel')}</button>
    </div>`;
  }

  protected override firstUpdated(): void {
    if (!this.renderRoot.querySelector('bw-target-field')) this.renderRoot.querySelector('button')?.focus();
  }

  readonly #close = (): void => {
    this.dispatchEvent(new CustomEvent('panel-done'));
  };

  readonly #dial = (): void => {
    const { called } = this.field;
    if (called === undefined) {
      this.field.focusField();
      return;
    }
    void this.#phone.phone.calls.do({ kind: 'dial', called });
    this.#close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-add-call': BwAddCall;
  }
}
