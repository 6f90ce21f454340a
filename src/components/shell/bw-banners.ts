// Messages that are shown on every screen: offline, nothing saved, sound blocked, a new version, a notice.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { accountOfCall, isRegistered } from '../../phone/accounts/account-selectors.ts';
import { takeoverWords } from '../../i18n/caller-words.ts';
import { referralWords, somebodyAt } from '../../i18n/transfer-words.ts';
import { callCutWords, noticeWords } from '../../i18n/notice-words.ts';
import { systemSteps } from '../../i18n/permission-words.ts';
import { storageWords } from '../../i18n/storage-words.ts';
import { hasLiveCall } from '../../phone/calls/calls-state.ts';
import type { PhoneState } from '../../phone/phone-state.ts';
import { isLive, type Call, type Party } from '../../sip/call-state.ts';
import { readableParty } from '../../sip/readable-party.ts';
import type { Referral } from '../../sip/transfer.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { icon, type IconName } from '../shared/all-icons.ts';
import { keepFocus } from '../shared/focus-keeper.ts';
import { nameAndAddress, partyAddress, partyName } from '../shared/party.ts';
import { soundFlows } from '../../diagnosis/flow.ts';
import { StoreController, callVitals, phoneState } from '../store-controller.ts';

function noticeIcon(notice: NonNullable<PhoneState['notice']>): IconName {
  if (typeof notice === 'object' && 'role' in notice) return notice.role;
  if (typeof notice === 'object') return notice.kind === 'forgotten' ? 'trash' : 'warning';
  return notice === 'missedWhileBusy' ? 'missed' : 'warning';
}

/** News that nobody has to act on. */
function isCalm(notice: NonNullable<PhoneState['notice']>): boolean {
  if (typeof notice === 'string') return notice === 'missedWhileBusy';
  return notice.kind !== 'forgotten' || notice.failed.length === 0;
}

const flowsWords = (): string =>
  msg('The browser thinks this device is offline, but sound still flows. Your call goes on.');

type Part = TemplateResult | typeof nothing;

@customElement('bw-banners')
export class BwBanners extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      .banner {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        margin: 8px 16px 0;
        padding-block: 6px;
        padding-inline: 16px 8px;
        min-block-size: 52px;
        border: 1px solid var(--line);
        border-radius: var(--round-2);
        background: var(--surface);
        font-size: var(--text-2);
      }
      .banner > svg {
        color: var(--tone, var(--quiet));
      }
      .banner p {
        flex: 1 1 180px;
        padding-block: 8px;
      }
      .banner p,
      .short {
        overflow: hidden;
        overflow-wrap: anywhere;
        text-overflow: ellipsis;
      }
      .short {
        max-inline-size: 12em;
        white-space: nowrap;
      }
      .banner .button {
        min-inline-size: 0;
        max-inline-size: 100%;
      }
      .warn {
        --tone: var(--repairing);
      }
      .bad {
        --tone: var(--broken);
      }
    `,
  ];

  @property({ attribute: false }) call: Call | undefined;
  readonly #enablesSound = new StoreController(
    this,
    (phone) => phone.verdicts,
    (verdicts) => verdicts[this.call?.id ?? '']?.act === 'enableSound',
    () => this.call?.id ?? '',
  );
  readonly #state = phoneState(this, (state) => state);
  readonly #vitals = callVitals(this);

  /** They stand on every screen, and so does the rule for the focus; the first paint waits for neither. */
  override connectedCallback(): void {
    super.connectedCallback();
    keepFocus();
  }

  protected override render(): TemplateResult {
    return html`<div aria-live="polite">
      ${this.#referrals()} ${this.#takeovers()} ${this.#offline()} ${this.#storage()} ${this.#sound()}
      ${this.#update()} ${this.#notice()}
    </div>`;
  }

  #banner(tone: string, glyph: IconName, words: string, action: Part): TemplateResult {
    return html`<div class="banner ${tone}">
      ${icon(glyph)}
      <p>${words}</p>
      ${action}
    </div>`;
  }

  #referrals(): readonly Part[] {
    return this.#state.value.calls.map((call) =>
      call.phase === 'established' && call.referral !== undefined
        ? this.#referral(call, call.referral)
        : nothing,
    );
  }

  #referral(call: Call, { target, uri, referredBy, isJoining }: Referral): Part {
    const { user, displayName } = readableParty(target, uri);
    const isNamed = user !== '' || displayName !== '';
    const inNameOf =
      referredBy === undefined || referredBy.uri === call.remote.uri ? undefined : nameAndAddress(referredBy);
    const facts = {
      asker: partyName(call.remote),
      inNameOf,
      target: isNamed ? nameAndAddress(target) : somebodyAt(partyAddress(target)),
      isJoining,
    };
    const answer = (accept: boolean) => (): void => {
      void this.#state.phone.calls.do({ kind: 'answerReferral', callId: call.id, accept });
    };
    const buttons = html`<button class="button" @click=${answer(false)}>
        ${msg('Stay with')} <bdi class="short">${facts.asker}</bdi>
      </button>
      <button class="button primary" @click=${answer(true)}>
        ${msg('Call')} ${isNamed ? html`<bdi class="short">${partyName(target)}</bdi>` : nothing}
      </button>`;
    return this.#banner('warn', 'transfer', referralWords(facts), buttons);
  }

  #takeovers(): readonly Part[] {
    return this.#state.value.calls.map((call) =>
      call.phase === 'established' && call.takeover !== undefined
        ? this.#takeover(call, call.takeover)
        : nothing,
    );
  }

  #takeover(call: Call, by: Party): Part {
    const [newcomer, present] = [partyName(by), partyName(call.remote)];
    const answer = (accept: boolean) => (): void => {
      void this.#state.phone.calls.do({ kind: 'answerTakeover', callId: call.id, accept });
    };
    const buttons = html`<button class="button" @click=${answer(false)}>
        ${msg('Stay with')} <bdi class="short">${present}</bdi>
      </button>
      <button class="button primary" @click=${answer(true)}>
        ${msg('Talk to')} <bdi class="short">${newcomer}</bdi>
      </button>`;
    return this.#banner('warn', 'person', takeoverWords(nameAndAddress(by), present), buttons);
  }

  #offline(): Part {
    const { online } = this.#state.value;
    if (online) return nothing;
    const flows = isLive(this.call) && soundFlows(this.#vitals.value);
    return this.#banner('bad', 'offline', flows ? flowsWords() : this.#offlineWords(), nothing);
  }

  /** A server that still has us is the better witness, until it is missed. */
  #offlineWords(): string {
    const state = this.#state.value;
    return isRegistered(accountOfCall(state, this.call))
      ? msg(
          'The browser thinks this device is offline. The phone is checking whether it still reaches the server.',
        )
      : msg('This device seems to be offline. The phone reconnects by itself when the network is back.');
  }

  #storage(): Part {
    const { storage } = this.#state.value;
    return storage === 'working' ? nothing : this.#banner('warn', 'warning', storageWords(storage), nothing);
  }

  #sound(): Part {
    // The screen of the call below says so, with the same button.
    const isSaid = this.#enablesSound.value && this.matches('.calling *');
    if (this.#state.value.sound !== 'blocked' || isSaid) return nothing;
    const words = msg('The browser holds back sound until you allow it, so a call would ring silently.');
    const enable = (): void => void this.#state.phone.devices.do({ kind: 'enableSound' });
    return this.#banner(
      'warn',
      'speaker',
      words,
      html`<button class="button" @click=${enable}>${msg('Enable sound')}</button>`,
    );
  }

  #update(): Part {
    const { updateReady } = this.#state.value;
    if (!updateReady || hasLiveCall(this.#state.value)) return nothing;
    const apply = (): void => {
      void this.#state.phone.app.do({ kind: 'applyUpdate' });
    };
    const name = msg('Update now: a new version is ready');
    const button = html`<button class="button" aria-label=${name} @click=${apply}>
      ${msg('Update now')}
    </button>`;
    return this.#banner('', 'check', msg('A new version is ready.'), button);
  }

  #noticeWords(notice: NonNullable<PhoneState['notice']>): string {
    if (typeof notice === 'object' && notice.kind === 'callCut')
      return callCutWords(partyName(notice.remote), notice);
    const words = noticeWords(notice);
    if (notice !== 'microphoneBlockedBySystem') return words;
    return [words, ...systemSteps(this.#state.value.permission.system)].join(' ');
  }

  #notice(): Part {
    const { notice } = this.#state.value;
    if (notice === undefined) return nothing;
    const dismiss = (): void => {
      void this.#state.phone.app.do({ kind: 'dismissNotice' });
    };
    const button = html`<button class="button bare icon" aria-label=${msg('Dismiss')} @click=${dismiss}>
      ${icon('close')}
    </button>`;
    return this.#banner(isCalm(notice) ? '' : 'bad', noticeIcon(notice), this.#noticeWords(notice), button);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-banners': BwBanners;
  }
}
