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
  .choices {
    display: grid;
    gap: 8px;
  }
  .choice {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: start;
    gap: 2px 12px;
    min-block-size: 44px;
    padding: 12px;
    border: 1px solid var(--line);
    border-radius: var(--round-2);
    cursor: pointer;
  }
  .choice:has(input:checked) {
    border-color: var(--action);
    box-shadow: inset 0 0 0 1px var(--action);
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
