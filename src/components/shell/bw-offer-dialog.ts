// A setup link was opened: shows what it would set, and asks. Secrets are never shown, only that they are there.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { profileProblemPlace, profileProblemWords } from '../../i18n/profile-problem-words.ts';
import type { IceServer } from '../../media/ice-server.ts';
import type { ProvisioningOffer } from '../../phone/phone-state.ts';
import type { ProfileProblem } from '../../provisioning/parse-profile.ts';
import type { Profile } from '../../provisioning/profile.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { dialogStyles } from '../shared/styles/dialog-styles.ts';
import { phoneState } from '../store-controller.ts';

@customElement('bw-offer-dialog')
export class BwOfferDialog extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    dialogStyles,
    css`
      dl {
        display: grid;
        gap: 12px;
      }
      dt {
        font-size: var(--text-1);
        color: var(--muted);
      }
      dd {
        overflow-wrap: anywhere;
        font-weight: 600;
      }
      dd + dd {
        margin-block-start: 4px;
      }
      .secret {
        font-weight: 400;
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;
  readonly #offer = phoneState(this, (state) => state.offer);
  readonly #signedIn = phoneState(this, (state) => state.signedIn);

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    const offer = this.#offer.value;
    return html`<dialog aria-labelledby="title" @cancel=${this.#cancel}>
      ${offer === undefined ? nothing : this.#content(offer)}
    </dialog>`;
  }

  #content(offer: ProvisioningOffer): TemplateResult {
    return offer.kind === 'profile' ? this.#profile(offer.profile) : this.#problem(offer.problem);
  }

  #profile(profile: Profile): TemplateResult {
    const replaces = this.#signedIn.value !== undefined;
    return html`<h1 id="title">${msg('Set up this phone?')}</h1>
      <p class="muted">
        ${
          replaces
            ? msg('You opened a setup link. It replaces your present sign-in with this one.')
            : msg('You opened a setup link. Accept it only if you know who sent it.')
        }
      </p>
      ${this.#facts(profile)}
      <div class="actions">
        <button class="button" @click=${this.#cancel}>${msg('Cancel')}</button>
        <button class="button primary" @click=${this.#accept}>${msg('Accept')}</button>
      </div>`;
  }

  #facts(profile: Profile): TemplateResult {
    const { account, iceServers, credentials } = profile;
    const hidden = html`<span class="secret">${msg('with a password (hidden)')}</span>`;
    return html`<dl>
      ${profile.name === '' ? nothing : this.#fact(msg('From'), html`<dd>${profile.name}</dd>`)}
      ${this.#fact(
        msg('Account'),
        html`<dd>
          ${account.displayName === '' ? nothing : html`${account.displayName}, `}${account.username}@${account.domain}
          ${credentials.password === '' ? nothing : hidden}
        </dd>`,
      )}
      ${this.#fact(
        msg('Server'),
        account.webSocketServers.map((url) => html`<dd>${url}</dd>`),
      )}
      ${this.#fact(
        msg('STUN and TURN servers'),
        iceServers.length === 0
          ? html`<dd>${msg('None')}</dd>`
          : iceServers.map((server) => this.#iceServer(server)),
      )}
    </dl>`;
  }

  #iceServer(server: IceServer): readonly TemplateResult[] {
    const secret =
      server.credential === undefined || server.credential === '' ? nothing : msg('with a password (hidden)');
    return server.urls.map((url) => html`<dd>${url} <span class="secret">${secret}</span></dd>`);
  }

  #fact(name: string, values: unknown): TemplateResult {
    return html`<div>
      <dt>${name}</dt>
      ${values}
    </div>`;
  }

  #problem(problem: ProfileProblem): TemplateResult {
    return html`<h1 id="title">${msg('This setup link can’t be used')}</h1>
      <p>${profileProblemWords(problem.code)}</p>
      <p class="muted">${profileProblemPlace(problem.path)}</p>
      <p class="muted">${msg('Nothing was changed. Ask whoever sent it for a new one.')}</p>
      <div class="actions">
        <button class="button primary" @click=${this.#cancel}>${msg('Close')}</button>
      </div>`;
  }

  readonly #accept = (): void => void this.#offer.phone.acceptOffer();

  readonly #cancel = (event: Event): void => {
    event.preventDefault();
    this.#offer.phone.dismissOffer();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-offer-dialog': BwOfferDialog;
  }
}
