// How a waiting call looks: a card above the screen, its buttons beneath who calls on a phone and beside it on a desk.
import { css } from 'lit';

export const waitingStyles = css`
  :host {
    container-type: inline-size;
  }
  section {
    position: relative;
  }
  ul {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    margin: 8px 16px 0;
    padding: 10px 12px;
    border: 2px solid var(--action);
    border-radius: var(--round-2);
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  li:last-child {
    margin-block-end: 8px;
  }
  .who {
    flex: 1 1 11em;
    min-inline-size: 0;
  }
  .what {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--muted);
  }
  .what svg {
    inline-size: 18px;
    block-size: 18px;
  }
  .name,
  .address {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .name strong {
    font-size: var(--text-3);
  }
  .buttons {
    flex: 1 1 20em;
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 5.5em), 1fr));
    gap: 8px;
  }
  .buttons .button {
    padding-inline: 8px;
  }
  @container (min-width: 52em) {
    .buttons {
      flex: 0 1 auto;
      grid-template-columns: repeat(3, auto);
    }
  }
`;
