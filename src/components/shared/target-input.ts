// The input for whom to call, as the dialler has it and the panels of a call: nothing in it is completed, corrected or checked by the browser.
// What was typed is read in a line beneath it.
import { css, html, type TemplateResult } from 'lit';

export interface TargetInput {
  readonly text: string;
  /** What was typed is nobody. */
  readonly isWrong: boolean;
  /** The id of the line beneath it. */
  readonly words: string;
  readonly edited: () => void;
  readonly pasted?: (event: ClipboardEvent) => void;
  readonly pressed?: (event: KeyboardEvent) => void;
}

export const targetInputStyles = css`
  .read {
    font-size: var(--text-1);
    color: var(--muted);
    overflow-wrap: anywhere;
  }
  .read.wrong {
    color: var(--broken);
    font-weight: 600;
  }
`;

/** The input, with the id `target`. */
export function targetInput({ text, isWrong, words, edited, pasted, pressed }: TargetInput): TemplateResult {
  return html`<input
    id="target"
    type="text"
    dir="auto"
    inputmode="tel"
    autocomplete="off"
    autocapitalize="off"
    spellcheck="false"
    enterkeyhint="go"
    .value=${text}
    aria-describedby=${words}
    aria-invalid=${isWrong ? 'true' : 'false'}
    @input=${edited}
    @paste=${pasted}
    @keydown=${pressed}
  />`;
}
