// Calls somebody else during a call; the present call is held meanwhile.
import { msg } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
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
    `,
  ];

  @query('bw-target-field') private field!: BwTargetField;
  readonly #phone = phoneState(this, () => undefined);

  protected override render(): TemplateResult {
    return html`<div role="group" aria-label=${msg('Add call')}>
      <bw-account-choice></bw-account-choice>
      <bw-target-field
        .label=${msg('Name, number or SIP address')}
        @target-entered=${this.#dial}
      ></bw-target-field>
      <button class="button primary" @click=${this.#dial}>${icon('phone')}${msg('Call')}</button>
    </div>`;
  }

  readonly #dial = (): void => {
    const { called } = this.field;
    if (called === undefined) {
      this.field.focusField();
      return;
    }
    void this.#phone.phone.calls.do({ kind: 'dial', called });
    this.dispatchEvent(new CustomEvent('panel-done'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-add-call': BwAddCall;
  }
}
