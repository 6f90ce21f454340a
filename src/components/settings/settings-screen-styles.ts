// How the settings lay out: links to the groups above them, or beside them where there is room; a group is a heading and a line.
import { css } from 'lit';

export const settingsScreenStyles = css`
  .sections ul {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .sections a {
    display: flex;
    align-items: center;
    min-block-size: 44px;
    padding: 4px 14px;
    border: 1px solid var(--line);
    border-radius: 22px;
    font-weight: 600;
    text-decoration: none;
  }
  .sections a:hover {
    background: var(--raised);
  }
  h2 {
    scroll-margin-block-start: 16px;
  }
  .group {
    container-type: inline-size;
    padding: 32px 0;
    border: 0;
    border-block-start: 1px solid var(--line);
    border-radius: 0;
    background: none;
  }
  bw-registration-trouble {
    margin-block-start: 12px;
  }
  @media (min-width: 1100px) {
    .screen {
      max-inline-size: 1280px;
      grid-template-columns: 184px minmax(0, 1fr);
      column-gap: 56px;
    }
    h1 {
      grid-column: 1 / -1;
    }
    .sections {
      position: sticky;
      inset-block-start: 24px;
      align-self: start;
    }
    .sections ul {
      display: grid;
      gap: 2px;
    }
    .sections a {
      padding-inline: 12px;
      border: 0;
      border-radius: var(--round-1);
      color: var(--muted);
    }
    .sections a[aria-current] {
      background: var(--raised);
      color: var(--ink);
    }
    .group:first-child {
      padding-block-start: 8px;
      border: 0;
    }
  }
`;
