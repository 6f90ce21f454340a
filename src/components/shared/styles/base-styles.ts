// Styles that every component shares: resets, focus, buttons, text helpers. Colours and sizes come from page.css.
import { css } from 'lit';

export const baseStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset,
  figure {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-size: var(--text-4);
    line-height: 1.25;
    letter-spacing: -0.01em;
    font-weight: 650;
  }
  h2 {
    font-size: var(--text-3);
    line-height: 1.3;
    font-weight: 650;
  }
  h3 {
    font-size: var(--text-1);
    font-weight: 600;
    color: var(--muted);
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  a {
    color: inherit;
    text-underline-offset: 0.2em;
  }
  h1:focus,
  [tabindex='-1']:focus {
    outline: none;
  }
  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }
  svg {
    display: block;
    flex: none;
  }
  .muted {
    color: var(--muted);
  }
  .small {
    font-size: var(--text-1);
  }
  .figures {
    font-variant-numeric: tabular-nums;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

export const buttonStyles = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 44px;
    padding: 8px 16px;
    border: 1px solid var(--edge);
    border-radius: var(--round-2);
    background: transparent;
    color: var(--ink);
    font-weight: 600;
    line-height: 1.2;
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
    transition: background var(--move);
  }
  .button:hover {
    background: var(--raised);
  }
  .button:active {
    background: var(--pressed);
  }
  .button.primary {
    background: var(--action);
    border-color: var(--action);
    color: var(--on-action);
  }
  .button.primary:hover {
    background: color-mix(in srgb, var(--action) 88%, var(--paper));
  }
  .button.bare {
    border-color: transparent;
  }
  .button.icon {
    inline-size: 44px;
    padding: 0;
  }
  .button.tall {
    min-block-size: 56px;
    font-size: var(--text-3);
  }
  .button.wide {
    inline-size: 100%;
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
`;
