// How the ladder looks: a column of times, and the lanes with an arrow for each message.
import { css } from 'lit';

export const ladderStyles = css`
  .lanes,
  .row {
    display: grid;
    grid-template-columns: 76px minmax(0, 1fr);
    gap: 8px;
  }
  .names {
    grid-column: 2;
    display: flex;
    justify-content: space-between;
    align-items: end;
    gap: 8px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .names span {
    flex: 1;
    text-align: center;
  }
  .names span:first-child {
    text-align: start;
  }
  .names span:last-child {
    text-align: end;
  }
  .row {
    inline-size: 100%;
    min-block-size: 48px;
    padding: 0;
    border: 0;
    border-radius: var(--round-1);
    background: none;
    text-align: start;
    cursor: pointer;
  }
  .row:hover,
  .row[aria-expanded='true'] {
    background: var(--raised);
  }
  .when {
    align-self: center;
    padding-inline-start: 4px;
    font-size: var(--text-1);
    white-space: nowrap;
  }
  .drawing {
    position: relative;
    display: grid;
    color: var(--tone);
  }
  .drawing svg {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  .drawing svg:dir(rtl) {
    transform: scaleX(-1);
  }
  .lane {
    stroke: var(--edge);
    stroke-width: 2;
  }
  .arrow {
    stroke: currentColor;
    stroke-width: 2;
  }
  .again .arrow {
    stroke-dasharray: 6 5;
  }
  .head {
    fill: currentColor;
  }
  .label {
    position: relative;
    padding: 4px 8% 20px;
    text-align: center;
    overflow-wrap: anywhere;
  }
  .label b {
    font-weight: 650;
  }
  .request {
    --tone: var(--ink);
  }
  .waiting,
  .plain {
    --tone: var(--quiet);
  }
  .good {
    --tone: var(--flowing);
  }
  .bad {
    --tone: var(--broken);
  }
  bw-trace-message {
    margin-block: 4px 12px;
  }
`;
