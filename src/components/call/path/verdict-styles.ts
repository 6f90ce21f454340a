// How the words of a verdict look: a sign, one sentence, what helps, and small what the phone can't see.
import { css } from 'lit';

export const verdictStyles = css`
  .sentence {
    --tone: var(--flowing);
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 8px;
    margin-block-start: 12px;
    padding: 12px 16px;
    border-radius: var(--round-2);
    background: color-mix(in srgb, var(--tone) 12%, var(--surface));
    font-size: var(--text-3);
    line-height: 1.4;
    text-wrap: pretty;
  }
  .sentence > svg {
    inline-size: 20px;
    block-size: 20px;
    margin-block-start: 2px;
    color: var(--tone);
  }
  .words {
    display: grid;
    gap: 6px;
  }
  .sentence.working {
    --tone: var(--repairing);
  }
  .sentence.held {
    --tone: var(--held);
  }
  .sentence.bad {
    --tone: var(--broken);
  }
  .bad .what {
    font-weight: 600;
  }
  .mending {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: baseline;
    gap: 8px;
    margin-block-start: 4px;
  }
  .mending::before {
    content: '';
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--repairing);
  }
  .mending.helped::before {
    background: var(--flowing);
  }
  .mending.failed::before {
    background: var(--broken);
  }
  .advice {
    font-size: var(--text-2);
  }
  .beside {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    font-size: var(--text-1);
    color: var(--muted);
  }
  .act .button {
    max-inline-size: 100%;
    text-align: start;
  }
  .act > .button > span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .device {
    display: block;
    font-size: var(--text-1);
    font-weight: 400;
  }
  @container (max-width: 339px) {
    .sentence {
      padding: 10px 12px;
      font-size: var(--text-2);
    }
  }
  :host([small]) .sentence {
    margin-block-start: 4px;
    padding: 8px 12px;
    font-size: var(--text-1);
  }
  :host([small]) :is(.advice, .beside) {
    font-size: var(--text-1);
  }
  /* The keys of a call take the room: what matters is the sentence, and what can be done. */
  @media (max-height: 899px) {
    :host([slim]) .sentence {
      margin-block-start: 8px;
      padding-block: 8px;
    }
    :host([brief]) .sentence {
      margin: 0;
      padding: 8px 12px;
      font-size: var(--text-2);
    }
    :host(:is([brief], [slim])) :is(.advice, .beside) {
      display: none;
    }
  }
`;
