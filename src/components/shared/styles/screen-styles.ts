// How the reading screens (history, network, settings) lay out: one calm column on a phone; a desk's width is used by each in
// its own way.
import { css } from 'lit';

export const screenStyles = css`
  .screen {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 24px;
    max-inline-size: 672px;
    padding: 8px 16px 48px;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    min-block-size: 44px;
  }
  .empty {
    display: grid;
    gap: 12px;
    justify-items: start;
    padding: 24px;
    border: 1px dashed var(--edge);
    border-radius: var(--round-3);
  }
  .group {
    padding: 16px;
    border: 1px solid var(--line);
    border-radius: var(--round-3);
    background: var(--surface);
  }
  @media (max-width: 671px) {
    .screen {
      margin-inline: auto;
    }
  }
  @media (min-width: 900px) {
    .screen {
      inline-size: 100%;
      max-inline-size: 1120px;
      padding: 40px;
    }
    .group {
      padding: 24px;
    }
  }
  @media (min-width: 1400px) {
    .screen {
      margin-inline: auto;
    }
  }
`;
