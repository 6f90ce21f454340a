// One switch of a group of settings: a box with a name, and what it does beneath.
import { html, type TemplateResult } from 'lit';

/** `change` hears whether it is on from now on. */
export function switchChoice(
  id: string,
  words: string,
  hint: string,
  isOn: boolean,
  change: (isOn: boolean) => void,
): TemplateResult {
  const changed = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) change(event.target.checked);
  };
  return html`<label class="choice">
    <input
      type="checkbox"
      .checked=${isOn}
      aria-labelledby="${id}-words"
      aria-describedby="${id}-hint"
      @change=${changed}
    />
    <b id="${id}-words">${words}</b>
    <span class="hint" id="${id}-hint">${hint}</span>
  </label>`;
}
