// How the dialer looks: a large field, one line beneath it that never jumps, the pad, the call button.
import { css } from 'lit';

export const dialerStyles = css`
  form {
    display: grid;
    gap: 12px;
  }
  .field input[type='text'] {
    /* The field has the focus all day, and a caret that blinks is painted all day. */
    caret-animation: manual;
    min-block-size: 60px;
    border-radius: var(--round-2);
    font-size: var(--text-4);
    font-variant-numeric: tabular-nums;
  }
  .with-button button {
    inset-block-start: 8px;
    inset-inline-end: 8px;
  }
  .with-button .button {
    border-radius: var(--round-1);
  }
  .normal {
    min-block-size: 1.4em;
    margin-block-start: -4px;
    /* However long what was typed: the keys stay where they are. */
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
  }
  .choice {
    display: grid;
    gap: 8px;
  }
  .choice .button {
    overflow-wrap: anywhere;
  }
  .note {
    text-align: center;
  }
`;
