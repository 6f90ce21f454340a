// How the dialog of a setup link looks: the question and its answers stay in sight, whatever the link holds.
import { css } from 'lit';

export const setupStyles = css`
  dialog {
    padding: 0;
  }
  .top,
  .actions {
    position: sticky;
    padding: 16px 24px;
    background: var(--surface);
  }
  .top {
    inset-block-start: 0;
    display: grid;
    gap: 8px;
    padding-block-start: 24px;
    border-block-end: 1px solid var(--line);
  }
  .actions {
    inset-block-end: 0;
    margin: 0;
    padding-block-end: 24px;
    border-block-start: 1px solid var(--line);
  }
  .actions .button {
    transition:
      background var(--move),
      opacity var(--move);
  }
  /* Taken for what it is: not to be pressed yet. */
  .actions .button[aria-disabled='true'] {
    border-style: dashed;
    border-color: var(--edge);
    background: transparent;
    color: var(--muted);
    opacity: 1;
  }
  .early {
    flex: 1 0 100%;
  }
  .closed {
    display: grid;
    gap: 16px;
  }
  .middle {
    display: grid;
    gap: 16px;
    padding-inline: 24px;
  }
  .warning {
    padding: 12px 16px;
    border-inline-start: 4px solid var(--broken);
    border-radius: var(--round-1);
    background: var(--raised);
  }
  @media (max-height: 600px) {
    .top {
      position: static;
    }
  }
  dl {
    display: grid;
    gap: 12px;
  }
  .clamped {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow: hidden;
  }
  dt {
    font-size: var(--text-1);
    color: var(--muted);
  }
  dd {
    overflow-wrap: anywhere;
    font-weight: 600;
  }
  dd + dd {
    margin-block-start: 4px;
  }
  .aside {
    font-weight: 400;
  }
`;
