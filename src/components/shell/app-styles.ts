// The frame of the app: one column with the navigation below; from 900 px a navigation rail beside the screen; a narrow rail on a
// phone held sideways. The page scrolls, except during a call: then the call screen has the size of the window and divides it
// itself.
import { css } from 'lit';

export const appStyles = css`
  .frame {
    display: grid;
    grid-template: auto 1fr auto auto / minmax(0, 1fr);
    grid-template-areas: 'header' 'main' 'bar' 'nav';
    min-block-size: 100dvh;
  }
  .rail {
    display: contents;
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
  bw-waiting-call {
    position: sticky;
    inset-block-start: 0;
    z-index: 4;
    max-block-size: 50dvh;
    overflow: auto;
  }
  bw-call-bar {
    grid-area: bar;
    position: sticky;
    inset-block-end: var(--bw-nav, 65px);
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
  .calling {
    block-size: 100dvh;
    grid-template-rows: auto minmax(0, 1fr) auto auto;
    overflow: hidden;
  }
  .calling main {
    overflow: hidden;
  }
  .calling bw-waiting-call {
    flex: 0 1 auto;
    max-block-size: 45%;
  }
  /* What there is to say takes the room that the call can spare. */
  .calling bw-banners {
    flex: 0 1000 auto;
    min-block-size: 0;
    overflow: auto;
  }
  .calling main > :last-child {
    flex: 1 1 auto;
    min-block-size: 0;
  }
  @media (max-width: 420px) {
    .brand span {
      position: absolute;
      inline-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  @media (max-width: 899px) and (max-height: 740px) {
    .calling header {
      min-block-size: 0;
      padding: 0;
    }
    .calling :is(.brand, bw-registration) {
      display: none;
    }
  }
  @media (max-width: 559px) and (max-height: 399px) {
    bw-nav {
      position: static;
    }
    bw-call-bar {
      inset-block-end: 0;
    }
    .calling bw-nav {
      display: none;
    }
  }
  @media (min-width: 560px) and (max-width: 899px) and (max-height: 519px) {
    .frame {
      grid-template: auto minmax(0, 1fr) auto / calc(64px + env(safe-area-inset-left)) minmax(0, 1fr);
      grid-template-areas: 'nav header' 'nav main' 'nav bar';
    }
    bw-nav {
      inset-block: 0 auto;
      block-size: 100dvh;
      overflow: auto;
    }
    bw-call-bar {
      inset-block-end: 0;
    }
    .calling bw-banners {
      flex-shrink: 1;
      max-block-size: 40%;
    }
  }
  @media (min-width: 900px) {
    .frame {
      grid-template: minmax(0, 1fr) auto / clamp(216px, 13.5rem, 30vw) minmax(0, 1fr);
      grid-template-areas: 'rail main' 'rail bar';
    }
    .rail {
      grid-area: rail;
      position: sticky;
      inset-block-start: 0;
      z-index: 7;
      align-self: start;
      display: block;
      max-block-size: 100dvh;
      overflow: auto;
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
    bw-nav {
      position: static;
    }
    bw-call-bar {
      inset-block-end: 0;
    }
  }
`;
