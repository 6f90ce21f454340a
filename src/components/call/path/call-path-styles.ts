// How the path looks: two ends, one line between them, a lane on either side of it, stops along it.
import { css } from 'lit';

export const callPathStyles = css`
  :host {
    --lane: 36px;
    container-type: inline-size;
  }
  .captions {
    display: grid;
    margin-block-start: 16px;
  }
  .caption {
    display: grid;
    grid-template-columns: auto auto minmax(0, 1fr);
    align-items: center;
    gap: 0 8px;
    font-size: var(--text-2);
    /* Of each line's own size: a length would be that of the text around. */
    line-height: 1.3;
    min-block-size: 26px;
  }
  @container (max-width: 14.5em) {
    .caption {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .caption :last-child {
      grid-column: 2;
      justify-self: start;
      text-align: start;
    }
  }
  .caption .name {
    font-weight: 600;
    color: var(--ink);
    white-space: nowrap;
  }
  .caption :last-child {
    justify-self: end;
    text-align: end;
  }
  .arrow svg {
    inline-size: 20px;
    block-size: 20px;
  }
  .arrow:dir(rtl) svg {
    transform: scaleX(-1);
  }
  .track {
    display: grid;
    grid-template-columns: 48px minmax(0, 1fr) 48px;
    align-items: center;
    gap: 8px;
    margin-block: 4px;
  }
  .end {
    display: grid;
    place-items: center;
    block-size: 48px;
    border: 2px solid var(--ink);
    border-radius: 50%;
  }
  .lanes {
    position: relative;
    display: grid;
    grid-template-rows: var(--lane) var(--lane);
    gap: 1px;
  }
  .lanes::before {
    content: '';
    position: absolute;
    inset-inline: -8px;
    inset-block-start: var(--lane);
    block-size: 1px;
    background: var(--edge);
  }
  .lane {
    position: relative;
    min-inline-size: 0;
  }
  [data-flow='sent'],
  [data-flow='flowing'] {
    color: var(--flowing);
  }
  [data-flow='notYet'],
  [data-flow='quiet'],
  [data-flow='waiting'] {
    color: var(--quiet);
  }
  [data-flow='unconfirmed'] {
    color: var(--repairing);
  }
  [data-flow='unheard'],
  [data-flow='stopped'] {
    color: var(--broken);
  }
  [data-flow='held'] {
    color: var(--held);
  }
  canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  .stop {
    position: absolute;
    inset-block-start: calc(var(--lane) - 4px);
    inline-size: 9px;
    block-size: 9px;
    margin-inline-start: -4px;
    border: 2px solid var(--ink);
    border-radius: 50%;
    background: var(--surface);
  }
  .sign {
    position: absolute;
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    margin-inline-start: -12px;
    border: 2px solid currentColor;
    border-radius: 50%;
    background: var(--surface);
    inset-block-start: 6px;
  }
  .sign svg {
    inline-size: 14px;
    block-size: 14px;
    stroke-width: 3.5;
  }
  .sign b {
    font-size: var(--text-1);
    line-height: 1;
  }
  /* Places along the line, as path-picture.ts names them; a style attribute would need a weaker content security policy. */
  [data-at='0.1'] {
    inset-inline-start: 10%;
  }
  [data-at='0.3'] {
    inset-inline-start: 30%;
  }
  [data-at='0.5'] {
    inset-inline-start: 50%;
  }
  [data-at='0.7'] {
    inset-inline-start: 70%;
  }
  [data-at='0.9'] {
    inset-inline-start: 90%;
  }
  /* The lanes lie between 56 px at either end; a stop's name is centred beneath it: 30 % and 70 % of the way. */
  .names {
    display: grid;
    grid-template-columns: 56px minmax(0, 1fr) repeat(2, minmax(0, 4fr)) minmax(0, 1fr) 56px;
    justify-items: center;
    font-size: var(--text-1);
    color: var(--muted);
    white-space: nowrap;
  }
  .names li:first-child {
    justify-self: start;
    min-inline-size: 48px;
    text-align: center;
  }
  .names li:nth-child(2) {
    grid-column: 3;
  }
  .names li:nth-child(3) {
    grid-column: 4;
  }
  .names li:last-child {
    grid-area: 1 / 6;
    justify-self: end;
    min-inline-size: 48px;
    text-align: center;
  }
  /* Text so large that the names would run into each other: those of the stops stand beneath, in their order. */
  @container (max-width: 14.5em) {
    .names {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0 12px;
    }
  }
  @container (max-width: 339px) {
    .captions {
      margin-block-start: 8px;
    }
    .caption {
      gap: 6px;
      line-height: max(24px, 1.3em);
    }
  }
  @container (max-width: 299px) {
    .caption {
      font-size: var(--text-1);
    }
  }
  /* The keys of a call take the room: what matters is the sentence. */
  @media (max-height: 899px) {
    :host([slim]) {
      --lane: 24px;
    }
    :host([slim]) .names {
      display: none;
    }
    :host([slim]) .captions {
      margin-block-start: 4px;
    }
    :host([slim]) .sign {
      inset-block-start: 0;
    }
    :host([brief]) :is(.track, .names, .captions) {
      display: none;
    }
  }
  @container (min-width: 520px) {
    :host {
      --lane: 52px;
    }
  }
  :host([small]) {
    --lane: 18px;
  }
  :host([small]) :is(.names, .captions) {
    display: none;
  }
  :host([small]) .track {
    grid-template-columns: 32px minmax(0, 1fr) 32px;
    margin: 0;
  }
  :host([small]) .end {
    block-size: 32px;
  }
  :host([small]) .end svg {
    inline-size: 18px;
    block-size: 18px;
  }
  :host([small]) .sign {
    inline-size: 20px;
    block-size: 20px;
    margin-inline-start: -10px;
    inset-block-start: -1px;
  }
`;
