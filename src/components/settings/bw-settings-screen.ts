// Settings, grouped by what a person wants. Each group is an element of its own.
import { msg } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { screenStyles } from '../shared/styles/screen-styles.ts';
import '../shared/bw-registration-trouble.ts';
import './bw-about.ts';
import './bw-account-settings.ts';
import './bw-appearance-settings.ts';
import './bw-call-settings.ts';
import './bw-coding-settings.ts';
import './bw-connection-settings.ts';
import './bw-keyboard.ts';
import './bw-privacy-settings.ts';
import './bw-sound-settings.ts';

@customElement('bw-settings-screen')
export class BwSettingsScreen extends LitElement {
  static override styles = [
    baseStyles,
    screenStyles,
    css`
      bw-registration-trouble {
        margin-block-start: 12px;
      }
    `,
  ];

  /** The group to open at once: `account` opens its form. */
  @property() section = '';

  protected override render(): TemplateResult {
    return html`<div class="screen">
      <h1>${msg('Settings')}</h1>
      ${this.#group(
        'account',
        msg('Account & servers'),
        html`<bw-registration-trouble here></bw-registration-trouble>
          <bw-account-settings ?open=${this.section === 'account'}></bw-account-settings>`,
      )}
      ${this.#group('sound', msg('Sound'), html`<bw-sound-settings></bw-sound-settings>`)}
      ${this.#group('calls', msg('Calls'), html`<bw-call-settings></bw-call-settings><bw-coding-settings></bw-coding-settings>`)}
      ${this.#group('connection', msg('Connection'), html`<bw-connection-settings></bw-connection-settings>`)}
      ${this.#group('appearance', msg('Appearance'), html`<bw-appearance-settings></bw-appearance-settings>`)}
      ${this.#group('keyboard', msg('Keyboard'), html`<bw-keyboard></bw-keyboard>`)}
      ${this.#group('privacy', msg('Privacy'), html`<bw-privacy-settings></bw-privacy-settings>`)}
      ${this.#group('about', msg('About'), html`<bw-about></bw-about>`)}
    </div>`;
  }

  #group(id: string, title: string, content: TemplateResult): TemplateResult {
    return html`<section class="group" aria-labelledby=${id}>
      <h2 id=${id}>${title}</h2>
      ${content}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-settings-screen': BwSettingsScreen;
  }
}
