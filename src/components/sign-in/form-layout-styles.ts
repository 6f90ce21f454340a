// How the sign-in form lays its fields out: one column, two from 440 px of its own width. What everybody needs and the button
// fit a phone's window together (tests/component/reach.test.ts).
import { css } from 'lit';

export const signInFormStyles = css`
  :host {
    container-type: inline-size;
  }
  form {
    display: grid;
    gap: 32px;
  }
  fieldset {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  legend {
    padding: 0;
    margin-block-end: 8px;
    font-size: var(--text-3);
    font-weight: 650;
  }
  legend + .hint {
    margin-block-start: -8px;
  }
  .fields {
    display: grid;
    gap: 12px;
  }
  .field {
    gap: 2px;
  }
  .hint {
    line-height: 1.3;
  }
  /* Clear of the ring of the focus. */
  .problem {
    margin-block-start: 4px;
  }
  /* The room that it will take, so that nothing moves when it comes. */
  bw-ice-servers:not(:defined) {
    min-block-size: 837px;
  }
  bw-turn-service:not(:defined) {
    min-block-size: 44px;
  }
  .switch {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 12px;
    min-block-size: 44px;
    font-weight: 600;
    cursor: pointer;
  }
  .switch input {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--action);
  }
  .switch + p {
    margin-block-start: -12px;
  }
  .actions {
    display: flex;
    gap: 8px;
  }
  .actions .primary {
    flex: 1;
  }
  @container (min-width: 340px) {
    bw-ice-servers:not(:defined) {
      min-block-size: 785px;
    }
  }
  @container (min-width: 440px) {
    bw-ice-servers:not(:defined) {
      min-block-size: 537px;
    }
    .fields {
      grid-template-columns: 1fr 1fr;
      gap: 20px 16px;
    }
    .broad {
      grid-column: 1 / -1;
    }
    .actions {
      justify-content: end;
    }
    .actions .primary {
      flex: 0 0 200px;
    }
  }
`;
