// How a group of settings looks inside.
import { css } from 'lit';

export const settingsStyles = css`
  :host {
    margin-block-start: 16px;
  }
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  .choices,
  .facts,
  .two {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    column-gap: 40px;
  }
  .two:not(.choices) {
    row-gap: 16px;
  }
  .choice {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: start;
    align-content: start;
    gap: 2px 12px;
    min-block-size: 44px;
    padding-block: 10px;
    border-radius: 4px;
    cursor: pointer;
  }
  .choice + .choice {
    border-block-start: 1px solid var(--line);
  }
  @container (min-width: 42rem) {
    .two > .choice + .choice {
      border-block-start: 0;
    }
  }
  /* Beside each other where a group is wide. */
  @container (min-width: 42rem) {
    .facts,
    .two {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  .choice:has(:focus-visible) {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }
  .choice input {
    inline-size: 20px;
    block-size: 20px;
    margin: 1px 0 0;
    accent-color: var(--action);
    outline: none;
  }
  .choice b {
    font-weight: 600;
  }
  .choice .hint {
    grid-column: 2;
  }
  legend {
    padding: 0;
    margin-block-end: 8px;
    font-size: var(--text-1);
    font-weight: 600;
  }
  .facts {
    row-gap: 12px;
  }
  .facts dt {
    font-size: var(--text-1);
    color: var(--muted);
  }
  .facts dd {
    overflow-wrap: anywhere;
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 24px;
  }
  .pair .field {
    inline-size: 15em;
  }
  .pair + .button {
    margin-block-start: 12px;
  }
  fieldset > .hint {
    margin-block-end: 8px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .with-text {
    align-items: center;
    justify-content: space-between;
  }
`;
