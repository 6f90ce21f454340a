// How the path looks: two ends, one line between them, a lane on either side of it, stops along it.
import { css } from 'lit';

export const callPathStyles = css`
  :host {
    --lane: 36px;
    container-type: inline-size;
  }
  .caption {
    display: flex;
    justify-content: space-between;
    gap: 12px;
    font-size: var(--text-1);
    line-height: 20px;
  }
  .caption span:first-child {
    font-weight: 600;
  }
  .caption .words {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    text-align: end;
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
  [data-flow='flowing'] {
    color: var(--flowing);
  }
  [data-flow='quiet'],
  [data-flow='waiting'] {
    color: var(--quiet);
  }
  [data-flow='unconfirmed'] {
    color: var(--repairing);
  }
  [data-flow='stopped'] {
    color: var(--broken);
  }
  [data-flow='held'] {
    color: var(--held);
  }
  canvas {
    display: block;
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
  /* Places along the line, as path-model.ts names them; a style attribute would need a weaker content security policy. */
  [data-at='0.125'] {
    inset-inline-start: 12.5%;
  }
  [data-at='0.25'] {
    inset-inline-start: 25%;
  }
  [data-at='0.375'] {
    inset-inline-start: 37.5%;
  }
  [data-at='0.5'] {
    inset-inline-start: 50%;
  }
  [data-at='0.75'] {
    inset-inline-start: 75%;
  }
  [data-at='0.875'] {
    inset-inline-start: 87.5%;
  }
  .names {
    position: relative;
    display: flex;
    justify-content: space-between;
    margin-block-start: 8px;
    font-size: var(--text-1);
    color: var(--muted);
  }
  .names li {
    flex: 1;
    text-align: center;
  }
  .names li:first-child {
    flex: 0 0 48px;
  }
  .names li:last-child {
    flex: 0 0 48px;
  }
  .sentence {
    display: flex;
    align-items: flex-start;
    gap: 8px;
    margin-block-start: 16px;
    padding: 12px 16px;
    border-radius: var(--round-2);
    background: var(--raised);
    text-wrap: pretty;
  }
  .sentence::before {
    content: '';
    flex: none;
    inline-size: 4px;
    align-self: stretch;
    border-radius: 2px;
    background: var(--tone, var(--flowing));
  }
  .sentence.working {
    --tone: var(--repairing);
  }
  .sentence.held {
    --tone: var(--held);
  }
  .sentence.bad {
    --tone: var(--broken);
    font-weight: 600;
  }
  @container (min-width: 520px) {
    :host {
      --lane: 52px;
    }
  }
`;
