// How the buttons of a call are laid out: even rows of tiles, rarer ones behind "More" where there is too little room.
import { css } from 'lit';

export const controlStyles = css`
  :host {
    display: grid;
    grid-template-rows: minmax(0, auto) auto;
    gap: 4px;
    min-block-size: 0;
    container-type: inline-size;
  }
  /* The room around is for the ring of the focus, which would be cut off where this scrolls. */
  .tools {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 8px;
    margin: -6px;
    padding: 6px;
    overflow: auto;
  }
  .tiles {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 8px;
    font-size: var(--text-1);
  }
  .tiles[data-count='3'] {
    grid-template-columns: minmax(0, 1fr);
  }
  .tile {
    flex-direction: column;
    gap: 2px;
    min-inline-size: 0;
    min-block-size: var(--tile, clamp(56px, 9.5dvh, 80px));
    padding: 4px 2px;
    border-color: var(--line);
    background: var(--raised);
    text-align: center;
  }
  .tile.marked,
  .tile[aria-pressed='true'],
  .tile[aria-expanded='true'] {
    border-color: var(--action);
    background: var(--action);
    color: var(--on-action);
  }
  .state {
    font-size: 0.75rem;
    font-weight: 400;
  }
  .folded {
    display: none;
  }
  .hang-up {
    inline-size: 100%;
    margin-block-start: 4px;
  }
  @container (min-width: 13.5em) {
    .tiles[data-count='3'] {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
    .tiles[data-count='4'] {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
  }
  /* A phone that lies on its side. */
  @container (min-width: 13.5em) and (max-width: 16em) {
    .tiles {
      gap: 4px;
      font-size: 0.75rem;
    }
  }
  @media (min-height: 741px) {
    .tile svg {
      margin-block-end: 4px;
    }
  }
  /* A desk has room for all of it. */
  @media (min-width: 900px) and (min-height: 741px) {
    .folded {
      display: grid;
    }
    #more {
      display: none;
    }
    @container (min-width: 16em) {
      .tiles.first {
        grid-template-columns: repeat(3, minmax(0, 1fr));
      }
    }
    .tiles.first:not(:has(#more)) {
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 7em), 1fr));
    }
  }
`;
