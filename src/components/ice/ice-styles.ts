// How the editor of STUN and TURN servers looks: a row is a card of fields that share a line where there is room.
import { css } from 'lit';

export const iceStyles = css`
  :host {
    container-type: inline-size;
  }
  .rows,
  .more {
    display: grid;
    gap: 12px;
  }
  .row {
    display: grid;
    gap: 12px;
    padding: 12px;
    border: 1px solid var(--line);
    border-radius: var(--round-2);
  }
  .parts {
    display: grid;
    grid-template-columns: repeat(6, 1fr);
    gap: 12px;
  }
  .host {
    grid-column: 1 / -1;
  }
  .port,
  .transport {
    grid-column: span 3;
  }
  .account {
    grid-column: 1 / -1;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .actions .remove {
    margin-inline-start: auto;
  }
  .verdicts {
    display: grid;
    gap: 8px;
  }
  .verdict {
    display: grid;
    grid-template-columns: 24px 1fr;
    gap: 8px;
    font-size: var(--text-1);
    overflow-wrap: anywhere;
  }
  .verdict.good svg {
    color: var(--flowing);
  }
  .verdict.bad svg {
    color: var(--broken);
  }
  .verdict b {
    font-weight: 600;
  }
  textarea {
    inline-size: 100%;
    min-block-size: 120px;
    padding: 8px 12px;
    border: 1px solid var(--edge);
    border-radius: var(--round-1);
    background: var(--surface);
    color: inherit;
    font: inherit;
    font-size: max(16px, var(--text-2));
    resize: vertical;
  }
  summary {
    display: list-item;
    min-block-size: 44px;
    padding-block: 10px;
    font-weight: 600;
    cursor: pointer;
  }
  details > * + * {
    margin-block-start: 8px;
  }
  @container (min-width: 440px) {
    .host {
      grid-column: span 4;
    }
    .port {
      grid-column: span 2;
    }
    .transport {
      grid-column: 1 / -1;
    }
    .account {
      grid-column: span 3;
    }
  }
  @container (min-width: 520px) {
    .turn .host {
      grid-column: span 3;
    }
    .turn .port {
      grid-column: span 1;
    }
    .turn .transport {
      grid-column: span 2;
    }
  }
`;
