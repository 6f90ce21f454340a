// A setup link was opened: shows what it would set, and asks. Secrets are never shown, only that they are there.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { plainText } from '../../i18n/plain-text.ts';
import { profileProblemPlace, profileProblemWords } from '../../i18n/profile-problem-words.ts';
import type { IceServer } from '../../media/ice-server.ts';
import type { ProvisioningOffer } from '../../phone/phone-state.ts';
import type { ProfileProblem } from '../../provisioning/parse-profile.ts';
import type { Profile } from '../../provisioning/profile.ts';
import { shownServiceUrl } from '../../provisioning/turn-service.ts';
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
      /* The question and its warning stay in sight, whatever the link holds. */
      dialog {
        padding: 0;
      }
      .top,
      .actions {
        position: sticky;
        padding: 16px 24px;
        background: var(--surface);
      }
      .top {
        inset-block-start: 0;
        display: grid;
        gap: 8px;
        padding-block-start: 24px;
        border-block-end: 1px solid var(--line);
      }
      .actions {
        inset-block-end: 0;
        margin: 0;
        padding-block-end: 24px;
        border-block-start: 1px solid var(--line);
      }
      .middle {
        display: grid;
        gap: 16px;
        padding-inline: 24px;
      }
      dl {
        display: grid;
        gap: 12px;
      }
      .clamped {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        line-clamp: 2;
        overflow: hidden;
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
    const warning = msg(
      'Accept it only if you know who sent it: your calls will go through the servers below.',
    );
    return html`<div class="top">
        <h1 id="title">${msg('Set up this phone?')}</h1>
        <p>${warning}</p>
        ${replaces ? html`<p><strong>${msg('It replaces your present sign-in.')}</strong></p>` : nothing}
      </div>
      <div class="middle">${this.#facts(profile)}</div>
      <div class="actions">
        <button class="button" @click=${this.#cancel}>${msg('Cancel')}</button>
        <button class="button primary" @click=${this.#accept}>${msg('Accept')}</button>
      </div>`;
  }

  #facts(profile: Profile): TemplateResult {
    const { account, iceServers, credentials, turnService } = profile;
    const name = plainText(profile.name);
    const shownName = plainText(account.displayName);
    const hidden = html`<span class="secret">${msg('with a password (hidden)')}</span>`;
    return html`<dl>
      ${name === '' ? nothing : this.#fact(msg('The link calls itself'), html`<dd><bdi class="clamped">${name}</bdi></dd>`)}
      ${shownName === '' ? nothing : this.#fact(msg('Your name'), html`<dd><bdi class="clamped">${shownName}</bdi></dd>`)}
      ${this.#fact(
        msg('Your address'),
        html`<dd>
          <bdi>${account.username}@${account.domain}</bdi> ${credentials.password === '' ? nothing : hidden}
        </dd>`,
      )}
      ${this.#fact(
        msg('Server'),
        account.webSocketServers.map(({ url }) => html`<dd><bdi>${plainText(url)}</bdi></dd>`),
      )}
      ${this.#fact(
        msg('STUN and TURN servers'),
        iceServers.length === 0
          ? html`<dd>${msg('None')}</dd>`
          : iceServers.map((server) => this.#iceServer(server)),
      )}
      ${
        turnService === undefined
          ? nothing
          : this.#fact(
              msg('TURN credentials from a service'),
              html`<dd><bdi>${plainText(shownServiceUrl(turnService))}</bdi></dd>`,
            )
      }
      ${
        profile.iceTransportPolicy === 'all'
          ? nothing
          : this.#fact(msg('Way of the sound'), html`<dd>${msg('Through a relay alone')}</dd>`)
      }
    </dl>`;
  }

  #iceServer(server: IceServer): readonly TemplateResult[] {
    const secret =
      server.credential === undefined || server.credential === '' ? nothing : msg('with a password (hidden)');
    return server.urls.map(
      (url) => html`<dd><bdi>${plainText(url)}</bdi> <span class="secret">${secret}</span></dd>`,
    );
  }

  #fact(name: string, values: unknown): TemplateResult {
    return html`<div>
      <dt>${name}</dt>
      ${values}
    </div>`;
  }

  #problem(problem: ProfileProblem): TemplateResult {
    const place = profileProblemPlace(problem.path);
    return html`<div class="top"><h1 id="title">${msg('This setup link can’t be used')}</h1></div>
      <div class="middle">
        <p>${profileProblemWords(problem.code)}</p>
        ${
          place === ''
            ? nothing
            : html`<p class="muted">
                ${place} <small><bdi>(${plainText(problem.path)})</bdi></small>
              </p>`
        }
        <p class="muted">${msg('Nothing was changed. Ask whoever sent it for a new one.')}</p>
      </div>
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
