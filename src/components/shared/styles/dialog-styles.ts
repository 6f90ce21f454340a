// How dialogs look: a sheet at the bottom on a phone, a card in the middle on a desk.
import { css } from 'lit';

export const dialogStyles = css`
  dialog {
    inline-size: min(480px, 100vw - 32px);
    max-block-size: calc(100dvh - 48px);
    padding: 24px;
    border: 1px solid var(--line);
    border-radius: var(--round-3);
    background: var(--surface);
    color: var(--ink);
    box-shadow: var(--shadow);
    overflow: auto;
  }
  dialog[open] {
    display: grid;
    gap: 16px;
  }
  dialog::backdrop {
    background: var(--scrim);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 8px;
    margin-block-start: 8px;
  }
  .actions .button {
    flex: 1 1 120px;
  }
`;
