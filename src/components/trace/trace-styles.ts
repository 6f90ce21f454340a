// How the trace lays out: one column with either the list or the ladder, from 1100 px both side by side.
import { css } from 'lit';

export const traceStyles = css`
  .screen {
    max-inline-size: 1400px;
    margin-inline: 0;
  }
  .intro {
    display: grid;
    gap: 12px;
    max-inline-size: 640px;
  }
  .back {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
  }
  .back svg {
    inline-size: 20px;
    block-size: 20px;
  }
  .back svg:dir(rtl) {
    transform: scaleX(-1);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .list {
    display: grid;
    align-content: start;
    gap: 16px;
    min-inline-size: 0;
  }
  .long > li {
    padding-block-end: 16px;
  }
  .detail {
    min-inline-size: 0;
  }
  @media (max-width: 1099px) {
    .chosen .intro > :not(h1),
    .chosen .list,
    .nothing-chosen .detail {
      display: none;
    }
  }
  @media (min-width: 1100px) {
    .both {
      display: grid;
      grid-template-columns: minmax(320px, 2fr) minmax(0, 3fr);
      gap: 24px;
      align-items: start;
    }
    .detail {
      position: sticky;
      inset-block-start: 16px;
      max-block-size: calc(100dvh - 32px);
      overflow: auto;
    }
    .detail .back {
      display: none;
    }
  }
`;
