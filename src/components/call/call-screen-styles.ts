// How the call screen lays out: one column on a phone; from 900 px the path and the facts stand in a pane beside it.
import { css } from 'lit';

export const callScreenStyles = css`
  :host {
    display: flex;
  }
  .call {
    flex: 1;
    min-inline-size: 0;
    display: grid;
    align-content: start;
    gap: 24px;
    padding: 8px 16px 32px;
  }
  .column,
  .detail {
    display: grid;
    align-content: start;
    gap: 12px;
    inline-size: 100%;
    max-inline-size: 440px;
    margin-inline: auto;
  }
  .who {
    display: grid;
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
  bw-tone-pad {
    scroll-margin-block-end: 88px;
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
  @media (min-width: 900px) {
    .call {
      grid-template-columns: clamp(400px, 44%, 520px) minmax(0, 1fr);
      gap: 0;
      padding: 0;
      align-content: stretch;
    }
    .column,
    .detail {
      gap: 24px;
    }
    .column {
      max-inline-size: none;
      padding: 40px 32px;
      background: var(--surface);
      border-inline: 1px solid var(--line);
    }
    .path {
      padding: 0;
      border: 0;
    }
    .detail {
      max-inline-size: 480px;
      margin: 0;
      padding: 40px clamp(16px, 3vw, 40px);
      gap: 40px;
    }
  }
  @media (min-width: 1400px) {
    .detail {
      max-inline-size: 640px;
      margin-inline: auto;
    }
  }
`;
