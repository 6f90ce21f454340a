// How a group of settings looks inside.
import { css } from 'lit';

export const settingsStyles = css`
  :host {
    margin-block-start: 16px;
  }
  .stack {
    display: grid;
    gap: 16px;
  }
  .stack,
  .choices {
    grid-template-columns: minmax(0, 1fr);
  }
  .choices {
    display: grid;
  }
  .choice {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: start;
    gap: 2px 12px;
    min-block-size: 44px;
    padding-block: 10px;
    border-radius: 4px;
    cursor: pointer;
  }
  .choice + .choice {
    border-block-start: 1px solid var(--line);
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
    display: grid;
    gap: 12px;
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
    inline-size: 12em;
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
