// A whole number of a group of settings, with its bounds in words beneath; what lies outside is put back, and that is said.
import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatNumber } from '../../i18n/format.ts';

export interface NumberField {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly bounds: readonly [least: number, most: number];
  /** The element that says more. */
  readonly describedBy: string;
}

/** `change` hears a number within the bounds. */
export function numberField(
  { id, label, value, bounds: [least, most], describedBy }: NumberField,
  change: (value: number) => void,
): TemplateResult {
  const changed = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement)) return;
    const typed = Math.round(target.valueAsNumber);
    const isWithin = typed >= least && typed <= most;
    if (isWithin) change(typed);
    target.value = String(isWithin ? typed : value);
    const said = target.closest('.field')?.querySelector('.said');
    if (said) said.textContent = isWithin ? '' : msg(str`Not changed: it stays ${formatNumber(value)}.`);
  };
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      type="number"
      inputmode="numeric"
      min=${least}
      max=${most}
      step="1"
      .value=${live(String(value))}
      aria-describedby="${describedBy} ${id}-bounds"
      @change=${changed}
    />
    <p class="hint" id="${id}-bounds">${msg(str`From ${formatNumber(least)} to ${formatNumber(most)}.`)}</p>
    <p class="problem said" role="status"></p>
  </div>`;
}
