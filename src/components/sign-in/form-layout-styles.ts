// How the sign-in form lays its fields out: one column, two from 440 px of its own width.
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
    gap: 16px;
  }
  legend {
    padding: 0;
    margin-block-end: 12px;
    font-size: var(--text-3);
    font-weight: 650;
  }
  legend + .hint {
    margin-block-start: -8px;
  }
  .fields {
    display: grid;
    gap: 16px;
  }
  .actions {
    display: flex;
    gap: 8px;
  }
  .actions .primary {
    flex: 1;
  }
  @container (min-width: 440px) {
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
