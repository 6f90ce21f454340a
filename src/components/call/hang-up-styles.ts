// The one red surface of the phone.
import { css } from 'lit';

export const hangUpStyles = css`
  .button.hang-up {
    border-color: var(--hang-up);
    background: var(--hang-up);
    color: var(--on-hang-up);
  }
  .button.hang-up:hover {
    background: color-mix(in srgb, var(--hang-up) 88%, black);
  }
`;
