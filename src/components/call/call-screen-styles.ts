// How the call screen divides the window: buttons keep their place and come first, text scrolls in the rest. One column on a
// phone, two on a phone held sideways, three panes from 900 px.
import { css } from 'lit';

export const callScreenStyles = css`
  :host {
    display: flex;
    min-block-size: 0;
  }
  .call {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 0;
    display: grid;
    grid-template: minmax(72px, 1fr) minmax(0, auto) / minmax(0, 1fr);
  }
  /* Its size is what is left: however much there is to say, nothing else gives way to it. */
  .view {
    grid-area: 1 / 1;
    contain: size;
    overflow: auto;
    overscroll-behavior: contain;
    padding: 8px 16px 24px;
  }
  bw-call-controls {
    grid-area: 2 / 1;
    padding: 8px max(16px, (100% - 440px) / 2) 12px;
    border-block-start: 1px solid var(--line);
  }
  .main,
  .detail {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 12px;
    inline-size: 100%;
    max-inline-size: 440px;
    margin-inline: auto;
  }
  .detail {
    margin-block-start: 24px;
  }
  @media (max-width: 899px) and (max-height: 899px) {
    .keying bw-call-list {
      display: none;
    }
  }
  bw-call-list {
    inline-size: 100%;
    max-inline-size: 440px;
    margin-inline: auto;
    margin-block-end: 12px;
  }
  .who {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    justify-items: center;
    text-align: center;
  }
  .who h1 {
    max-inline-size: 100%;
    font-size: var(--text-5);
    line-height: 1.15;
    letter-spacing: -0.02em;
    overflow-wrap: anywhere;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow: hidden;
  }
  .address {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--muted);
  }
  .state {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 4px 12px;
    font-size: var(--text-3);
  }
  .state bw-call-timer {
    font-weight: 600;
  }
  .path {
    padding: 12px 16px 16px;
    border: 1px solid var(--line);
    border-radius: var(--round-3);
    background: var(--surface);
  }
  .sent {
    text-align: center;
  }
  summary {
    min-block-size: 44px;
    padding-block: 10px;
    font-size: var(--text-3);
    font-weight: 650;
    cursor: pointer;
  }
  @media (max-height: 740px) {
    .who {
      gap: 0;
    }
    .who h1 {
      font-size: var(--text-4);
    }
    .view {
      padding-block-end: 8px;
    }
    .main {
      gap: 8px;
    }
  }
  /* The keys take the room of the picture; its sentence stays. */
  @media (max-height: 899px) {
    .keying .path {
      padding: 0;
      border: 0;
      background: none;
    }
    .keying .who h1 {
      font-size: var(--text-4);
      -webkit-line-clamp: 1;
      line-clamp: 1;
    }
    .keying .address {
      display: none;
    }
    .keying bw-call-controls {
      --tile: 56px;
    }
  }
  @media (min-width: 900px) {
    .call {
      grid-template-columns: clamp(400px, 44%, 520px) minmax(0, 1fr);
    }
    bw-call-list {
      margin: 0;
    }
    .view {
      display: contents;
    }
    .main,
    .detail {
      contain: size;
      overflow: auto;
      overscroll-behavior: contain;
      max-inline-size: none;
      margin: 0;
      gap: 24px;
    }
    .main,
    bw-call-controls {
      background: var(--surface);
      border-inline: 1px solid var(--line);
    }
    .main {
      grid-area: 1 / 1;
      padding: 40px 32px 16px;
    }
    bw-call-controls {
      padding: 8px 32px 32px;
      border-block-start: 0;
    }
    .path {
      padding: 0;
      border: 0;
    }
    .detail {
      grid-area: 1 / 2 / -1;
      padding: 40px clamp(16px, 3vw, 40px);
      gap: 40px;
    }
    .detail > * {
      max-inline-size: 480px;
    }
  }
  /* What is wrong takes room, and beside the card of a transfer everything is said in less. */
  @media (min-width: 900px) and (max-height: 899px) {
    .main {
      padding-block: 16px 8px;
      gap: 12px;
    }
    bw-call-controls {
      --tile: 56px;
      padding-block-end: 16px;
    }
    .handing .who {
      gap: 0;
    }
    .handing .who h1 {
      font-size: var(--text-4);
    }
    .handing.keying .main {
      padding-block: 8px 0;
      gap: 6px;
    }
    .handing.keying .who h1 {
      font-size: var(--text-3);
    }
  }
  @media (min-width: 1400px) {
    .detail {
      justify-items: center;
    }
    .detail > * {
      inline-size: 100%;
      max-inline-size: 640px;
    }
  }
  @media (min-width: 560px) and (max-height: 519px) {
    .call {
      grid-template: minmax(0, 1fr) / minmax(0, 1fr) clamp(240px, 40%, 400px);
    }
    .view {
      display: block;
      padding-block: 8px;
    }
    bw-call-list {
      margin-block-end: 8px;
    }
    .main,
    .detail {
      contain: none;
      overflow: visible;
      max-inline-size: 440px;
      margin-inline: auto;
      padding: 0;
      border: 0;
      background: none;
    }
    .detail {
      margin-block-start: 24px;
    }
    bw-call-controls {
      grid-area: 1 / 2;
      align-content: center;
      padding: 8px 16px;
      padding-inline-end: calc(16px + env(safe-area-inset-right));
      border: 0;
      background: none;
    }
  }
`;
