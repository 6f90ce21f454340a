// How fields look: text, select and range, with their label, hint and problem.
import { css } from 'lit';

export const formStyles = css`
  .field {
    display: grid;
    gap: 4px;
    align-content: start;
  }
  .field > label {
    font-size: var(--text-1);
    font-weight: 600;
  }
  .field input[type='text'],
  .field input[type='password'],
  .field input[type='number'],
  .field select {
    inline-size: 100%;
    min-block-size: 48px;
    padding: 8px 12px;
    border: 1px solid var(--edge);
    border-radius: var(--round-1);
    background: var(--surface);
    font-size: max(16px, var(--text-2));
  }
  .field select {
    text-overflow: ellipsis;
  }
  .field input[aria-invalid='true'] {
    border-color: var(--broken);
    box-shadow: inset 0 0 0 1px var(--broken);
  }
  .field input[type='range'] {
    inline-size: 100%;
    min-block-size: 44px;
    accent-color: var(--action);
  }
  .hint {
    font-size: var(--text-1);
    color: var(--muted);
  }
  .problem {
    display: flex;
    gap: 4px;
    font-size: var(--text-1);
    font-weight: 600;
    color: var(--broken);
  }
  .with-button {
    position: relative;
  }
  .with-button input {
    padding-inline-end: 52px !important;
  }
  .with-button button {
    position: absolute;
    inset-block-start: 2px;
    inset-inline-end: 2px;
  }
`;
