// How a line of the list of calls looks; the one that the person is with has a bar at its side besides its colour.
import { css } from 'lit';

export const callLineStyles = css`
  /* A row that took the place of one that went. */
  li[tabindex='-1']:focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: -3px;
  }
  /* What only a screen reader reads is placed within. */
  .line {
    position: relative;
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .go,
  .what {
    flex: 1;
    min-inline-size: 0;
    display: flex;
    align-items: center;
    justify-content: start;
    gap: 8px;
    padding: 4px 12px;
    min-block-size: 48px;
    text-align: start;
    font-weight: 400;
  }
  .go[aria-current='true'] {
    background: var(--raised);
    border-color: var(--edge);
    border-inline-start: 4px solid var(--action);
    cursor: default;
  }
  .words {
    flex: 1;
    min-inline-size: 0;
    display: grid;
  }
  .words > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .words .small {
    color: var(--muted);
  }
  .sign {
    flex: none;
  }
  .what .words > * {
    white-space: normal;
    overflow-wrap: anywhere;
  }
`;
