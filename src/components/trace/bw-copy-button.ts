// Copies text to the clipboard and says so in place, without moving anything.
import { msg } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { icon } from '../shared/all-icons.ts';

/** How long the button says what came of it. */
const SAYS_MS = 2500;

@customElement('bw-copy-button')
export class BwCopyButton extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      .said {
        display: grid;
        text-align: start;
      }
      .said > * {
        grid-area: 1 / 1;
      }
      .away {
        visibility: hidden;
      }
    `,
  ];

  @property() label = '';
  /** Gives what is copied, when it is copied. */
  @property({ attribute: false }) text: () => string = () => '';
  @state() private outcome: 'none' | 'copied' | 'refused' = 'none';
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render(): TemplateResult {
    const { outcome } = this;
    const said = (words: string, when: typeof outcome): TemplateResult =>
      html`<span class=${when === outcome ? '' : 'away'}>${words}</span>`;
    return html`<button class="button" @click=${this.#copy}>
        ${icon(outcome === 'copied' ? 'check' : 'copy')}
        <span class="said"
          >${said(this.label, 'none')}${said(msg('Copied'), 'copied')}${said(msg('Not allowed'), 'refused')}</span
        >
      </button>
      <span class="unseen" role="status"
        >${outcome === 'none' ? '' : outcome === 'copied' ? msg('Copied') : msg('The browser did not allow copying')}</span
      >`;
  }

  readonly #copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.text());
      this.#say('copied');
    } catch {
      // refused by the person or the browser: the text can still be selected by hand
      this.#say('refused');
    }
  };

  #say(outcome: 'copied' | 'refused'): void {
    this.outcome = outcome;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.outcome = 'none';
    }, SAYS_MS);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-copy-button': BwCopyButton;
  }
}
