// The frame of the app: one column with a bar below, or a rail beside the screen from 900 px.
import { css } from 'lit';

export const appStyles = css`
  .frame {
    display: grid;
    grid-template: auto 1fr auto auto / minmax(0, 1fr);
    grid-template-areas: 'header' 'main' 'bar' 'nav';
    min-block-size: 100dvh;
  }
  .skip {
    position: absolute;
    inset-block-start: -80px;
    inset-inline-start: 8px;
    z-index: 30;
    padding: 12px 16px;
    border: 0;
    border-radius: var(--round-1);
    background: var(--action);
    color: var(--on-action);
  }
  .skip:focus {
    inset-block-start: 8px;
  }
  header {
    grid-area: header;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding: 8px 16px;
    min-block-size: 56px;
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 44px;
    font-size: var(--text-3);
    font-weight: 700;
    letter-spacing: -0.01em;
    text-decoration: none;
    border-radius: var(--round-1);
  }
  bw-registration {
    min-inline-size: 0;
  }
  main {
    grid-area: main;
    min-inline-size: 0;
    display: flex;
    flex-direction: column;
  }
  main > :last-child {
    flex: 1;
  }
  bw-call-bar {
    grid-area: bar;
    position: sticky;
    inset-block-end: calc(64px + env(safe-area-inset-bottom));
    z-index: 5;
  }
  bw-nav {
    grid-area: nav;
    position: sticky;
    inset-block-end: 0;
    z-index: 6;
  }
  .load-problem {
    display: grid;
    gap: 16px;
    justify-items: start;
    padding: 24px 16px;
  }
  @media (max-width: 420px) {
    .brand span {
      position: absolute;
      clip-path: inset(50%);
    }
  }
  @media (min-width: 900px) {
    .frame {
      grid-template: auto 1fr auto / 216px minmax(0, 1fr);
      grid-template-areas: 'header main' 'nav main' 'nav bar';
    }
    header {
      flex-direction: column;
      align-items: stretch;
      justify-content: start;
      gap: 16px;
      padding: 24px 16px 16px 24px;
    }
    .brand {
      padding-inline-start: 0;
    }
    header,
    bw-nav {
      background: var(--paper);
    }
    bw-nav {
      position: static;
    }
    bw-call-bar {
      inset-block-end: 0;
    }
  }
`;
