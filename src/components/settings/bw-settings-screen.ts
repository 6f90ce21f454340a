// Settings, grouped by what a person wants, with a link to each group. Each group is an element of its own.
import { msg } from '@lit/localize';
import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { screenStyles } from '../shared/styles/screen-styles.ts';
import { settingsScreenStyles } from './settings-screen-styles.ts';
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

interface Group {
  readonly id: string;
  readonly title: string;
  readonly content: TemplateResult;
}

@customElement('bw-settings-screen')
export class BwSettingsScreen extends LitElement {
  static override styles = [baseStyles, screenStyles, settingsScreenStyles];

  /** The group to go to; `account` opens its form. */
  @property() section = '';
  /** What of that group: the account whose form is to be open; empty for the one that dials. */
  @property() detail = '';
  /** The group that is being read. */
  @state() private present = 'account';
  readonly #watch = new IntersectionObserver(
    (entries) => {
      const read = entries.find((entry) => entry.isIntersecting)?.target.getAttribute('aria-labelledby');
      if (typeof read === 'string') this.present = read;
    },
    { rootMargin: '-15% 0px -75% 0px' },
  );

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch.disconnect();
  }

  protected override firstUpdated(): void {
    for (const group of this.renderRoot.querySelectorAll('.group')) this.#watch.observe(group);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('section') || this.section === 'account') return;
    // Not at once: the groups above have yet to draw what they hold.
    requestAnimationFrame(() => {
      this.#goTo(this.section);
    });
  }

  protected override render(): TemplateResult {
    const groups = this.#groups();
    return html`<div class="screen">
      <h1>${msg('Settings')}</h1>
      <div class="sections" role="group" aria-label=${msg('Sections')}>
        <ul>
          ${groups.map((group) => html`<li>${this.#link(group)}</li>`)}
        </ul>
      </div>
      <div class="groups">
        ${groups.map(
          ({ id, title, content }) =>
            html`<section class="group" aria-labelledby=${id}>
              <h2 id=${id} tabindex="-1">${title}</h2>
              ${content}
            </section>`,
        )}
      </div>
    </div>`;
  }

  #groups(): readonly Group[] {
    const group = (id: string, title: string, content: TemplateResult): Group => ({ id, title, content });
    return [
      group(
        'account',
        msg('Accounts & servers'),
        html`<bw-registration-trouble here></bw-registration-trouble>
          <bw-account-settings
            ?open=${this.section === 'account'}
            .accountId=${this.detail}
            @sign-in-closed=${this.#accountClosed}
          ></bw-account-settings>`,
      ),
      group('sound', msg('Sound'), html`<bw-sound-settings></bw-sound-settings>`),
      group(
        'calls',
        msg('Calls'),
        html`<bw-call-settings></bw-call-settings><bw-coding-settings></bw-coding-settings>`,
      ),
      group('connection', msg('Connection'), html`<bw-connection-settings></bw-connection-settings>`),
      group('appearance', msg('Appearance'), html`<bw-appearance-settings></bw-appearance-settings>`),
      group('keyboard', msg('Keyboard'), html`<bw-keyboard></bw-keyboard>`),
      group('privacy', msg('Privacy'), html`<bw-privacy-settings></bw-privacy-settings>`),
      group('about', msg('About'), html`<bw-about></bw-about>`),
    ];
  }

  /** What came of it is said right below the heading; not at once: the form has yet to go. */
  readonly #accountClosed = (): void => {
    requestAnimationFrame(() => {
      this.#goTo('account');
    });
  };

  /** The address of the account opens its form, so its link leads to the screen as it is. */
  #link({ id, title }: Group): TemplateResult {
    const go = (): void => {
      this.#goTo(id);
    };
    return html`<a
      href=${id === 'account' ? '#/settings' : `#/settings/${id}`}
      aria-current=${ifDefined(id === this.present ? 'location' : undefined)}
      @click=${go}
      >${title}</a
    >`;
  }

  #goTo(id: string): void {
    const heading = [...this.renderRoot.querySelectorAll<HTMLElement>('h2')].find((each) => each.id === id);
    if (heading === undefined) return;
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
    this.present = id;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-settings-screen': BwSettingsScreen;
  }
}
