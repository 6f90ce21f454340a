// How lists of calls look: a shape, two lines of text, an action.
import { css } from 'lit';

export const listStyles = css`
  .rows {
    margin-block-start: 8px;
  }
  .rows > li + li {
    border-block-start: 1px solid var(--line);
  }
  .row {
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    min-block-size: 60px;
    padding: 8px;
    border: 0;
    border-radius: var(--round-1);
    background: none;
    text-align: start;
  }
  button.row {
    cursor: pointer;
  }
  button.row:hover {
    background: var(--raised);
  }
  .glyph {
    color: var(--muted);
  }
  .glyph.bad {
    color: var(--broken);
  }
  .text {
    flex: 1;
    min-inline-size: 0;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2px;
  }
  .name {
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: start;
  }
  .address {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: start;
  }
  .go {
    color: var(--muted);
  }
`;
