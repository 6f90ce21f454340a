// How an incoming call looks: the whole window on a phone, a card in the middle of a desk.
import { css } from 'lit';

export const incomingStyles = css`
  .cover {
    position: fixed;
    inset: 0;
    z-index: 20;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    background: var(--scrim);
    animation: appear var(--move);
  }
  /* Whatever a caller is called, Answer and Decline stay in view. */
  .card {
    display: grid;
    grid-template: auto auto minmax(min-content, 1fr) auto / minmax(0, 1fr);
    max-block-size: 100%;
    overflow: auto;
    justify-items: center;
    gap: 8px;
    padding: 48px 24px 0;
    background: var(--paper);
    text-align: center;
  }
  .card:focus {
    outline: 3px solid var(--focus);
    outline-offset: 3px;
  }
  /* Where the card takes the whole window there is no room around it, and its lower edge is covered. */
  @media (max-width: 599px) {
    .cover:has(.card:focus)::after {
      content: '';
      position: absolute;
      inset: 2px;
      border: 3px solid var(--focus);
      pointer-events: none;
    }
  }
  #what {
    font-size: var(--text-3);
    color: var(--muted);
  }
  h1 {
    max-inline-size: 100%;
    font-size: var(--text-5);
    line-height: 1.15;
    letter-spacing: -0.02em;
  }
  .who {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: center;
    gap: 8px;
    inline-size: 100%;
  }
  #claim:empty {
    display: none;
  }
  h1,
  #address {
    overflow-wrap: anywhere;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    line-clamp: 3;
    overflow: hidden;
  }
  #address {
    max-inline-size: 100%;
    min-block-size: 1.5em;
    -webkit-line-clamp: 2;
    line-clamp: 2;
  }
  .rings {
    position: relative;
    display: grid;
    place-items: center;
    align-self: center;
    inline-size: 120px;
    block-size: 120px;
    margin-block: 24px;
  }
  .rings span {
    display: grid;
    place-items: center;
    inline-size: 88px;
    block-size: 88px;
    color: var(--muted);
  }
  .rings svg {
    inline-size: 44px;
    block-size: 44px;
  }
  .rings i {
    position: absolute;
    inline-size: 88px;
    block-size: 88px;
    border: 2px solid var(--ink);
    border-radius: 50%;
    animation: ring 2s ease-out infinite;
  }
  .rings i + i {
    animation-delay: 1s;
  }
  .actions {
    position: sticky;
    inset-block-end: 0;
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, max(40%, 8em)), 1fr));
    gap: 12px;
    inline-size: 100%;
    max-inline-size: 420px;
    padding-block: 24px calc(40px + env(safe-area-inset-bottom));
    background: inherit;
  }
  .actions .button {
    min-block-size: 64px;
    padding-inline: 8px;
  }
  @keyframes ring {
    from {
      opacity: 0.7;
      transform: scale(1);
    }
    to {
      opacity: 0;
      transform: scale(1.9);
    }
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  @media (min-width: 600px) {
    .cover {
      place-items: center;
      padding: 24px;
    }
    .card {
      inline-size: 420px;
      padding: 40px 32px 0;
      border: 1px solid var(--line);
      border-radius: var(--round-3);
      background: var(--surface);
      box-shadow: var(--shadow);
    }
    .actions {
      padding-block-end: 32px;
    }
  }
  @media (max-height: 519px) {
    .card {
      padding-block-start: 16px;
    }
    .rings {
      display: none;
    }
    .actions {
      padding-block: 12px 16px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .cover,
    .rings i {
      animation: none;
    }
    .rings i {
      transform: scale(1.25);
    }
    .rings i + i {
      transform: scale(1.5);
      opacity: 0.5;
    }
  }
`;
