// How the bar of a call in progress looks: two rows on a phone, one on a desk; red where a direction stopped.
import { css } from 'lit';

export const callBarStyles = css`
  :host {
    container-type: inline-size;
  }
  section {
    --bar: var(--surface);
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    padding: 8px 16px;
    background: var(--bar);
    border-block-start: 1px solid var(--line);
    box-shadow: var(--shadow);
  }
  section.bad {
    --bar: color-mix(in srgb, var(--broken) 14%, var(--surface));
    border-block-start: 3px solid var(--broken);
  }
  .who {
    flex: 1 1 5.5em;
    min-inline-size: 0;
    display: grid;
  }
  .who > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .who .others {
    display: block;
    white-space: normal;
  }
  .buttons {
    display: flex;
    gap: 8px;
  }
  .mute[aria-pressed='true'] {
    border-color: var(--action);
    background: var(--action);
    color: var(--on-action);
  }
  .flow {
    flex: 1 0 100%;
    min-inline-size: 0;
    font-size: var(--text-1);
  }
  .sentence {
    display: flex;
    gap: 8px;
    font-size: var(--text-2);
    font-weight: 600;
    text-wrap: pretty;
  }
  .sentence svg {
    color: var(--broken);
  }
  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
  }
  li {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--tone);
  }
  li svg {
    inline-size: 18px;
    block-size: 18px;
  }
  li svg:dir(rtl) {
    transform: scaleX(-1);
  }
  .name {
    font-weight: 600;
    color: var(--ink);
  }
  [data-flow] {
    --tone: var(--quiet);
  }
  [data-flow='sent'],
  [data-flow='flowing'] {
    --tone: var(--flowing);
  }
  [data-flow='unconfirmed'] {
    --tone: var(--repairing);
  }
  [data-flow='unheard'],
  [data-flow='stopped'] {
    --tone: var(--broken);
  }
  [data-flow='held'] {
    --tone: var(--held);
  }
  /* Text so large that the bar would take the window: Show leads to the lanes. */
  @container (max-width: 13em) {
    ul {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  @container (max-width: 34em) {
    .wordless {
      inline-size: 48px;
      padding: 0;
    }
    .wordless span {
      position: absolute;
      inline-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  @container (min-width: 42em) {
    section {
      display: grid;
      grid-template-columns: minmax(160px, auto) minmax(0, 1fr) auto;
      gap: 8px 32px;
      padding-inline: 24px;
    }
    .flow {
      grid-area: 1 / 2;
    }
    .buttons {
      grid-column: 3;
    }
  }
`;
