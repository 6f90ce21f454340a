// Tests of the chosen devices: the microphone records three seconds and plays them back, speaker and ringer sound once.
// Opens no microphone by itself, and lets go of it when the screen is left.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { noMicrophoneNote } from '../../i18n/call-ability-words.ts';
import { microphoneVerdictWords, testedWords } from '../../i18n/microphone-words.ts';
import { noticeWords } from '../../i18n/notice-words.ts';
import { lacksMicrophone } from '../../media/call-ability.ts';
import type { MicrophoneFinding, MicrophoneTestState } from '../../phone/devices/microphone-test-state.ts';
import { hasLiveCall } from '../../phone/calls/calls-state.ts';
import { icon } from '../shared/all-icons.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { microphoneTest, phoneState } from '../store-controller.ts';
import { settingsStyles } from './settings-styles.ts';
import './bw-test-meter.ts';

type Part = TemplateResult | typeof nothing;

@customElement('bw-sound-test')
export class BwSoundTest extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    formStyles,
    settingsStyles,
    css`
      :host,
      .stack,
      .said:not(:empty) {
        display: grid;
        gap: 12px;
      }
      :host {
        margin: 0;
      }
      .actions {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 12em), 1fr));
      }
      @media (max-width: 640px) {
        .actions {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      .finding {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 2px 12px;
      }
      .finding svg {
        color: var(--repairing);
        grid-row: span 2;
      }
      .finding.heard svg {
        color: var(--flowing);
      }
    `,
  ];

  /** Which output was tried last. */
  @state() private played: 'speaker' | 'ringer' | undefined;
  readonly #test = microphoneTest(this);
  readonly #busy = phoneState(this, hasLiveCall);
  readonly #lacking = phoneState(this, (state) => lacksMicrophone(state.ability));

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // At any phase: one that was just asked for may still be on its way.
    void this.#test.phone.devices.do({ kind: 'endMicrophoneTest' });
  }

  protected override render(): TemplateResult {
    const test = this.#test.value;
    return html`<div class="actions" role="group" aria-label=${msg('Test the sound')}>
        ${this.#microphoneButton(test)} ${this.#soundButton('speaker', msg('Test speaker'))}
        ${this.#soundButton('ringer', msg('Test ringer'))}
      </div>
      ${test.phase === 'recording' ? html`<bw-test-meter></bw-test-meter>` : nothing}
      <div class="said" aria-live="polite">${this.#playedWords()} ${this.#said(test)}</div>`;
  }

  #microphoneButton({ phase }: MicrophoneTestState): TemplateResult {
    const runs = phase === 'opening' || phase === 'recording' || phase === 'playing';
    const cannot = this.#busy.value || this.#lacking.value;
    const press = (): void => {
      const { phone } = this.#test;
      this.played = undefined;
      if (runs) void phone.devices.do({ kind: 'endMicrophoneTest' });
      else if (!cannot) void phone.devices.do({ kind: 'testMicrophone' });
    };
    return html`<button
      class="button"
      aria-describedby="about-test"
      aria-disabled=${cannot ? 'true' : 'false'}
      @click=${press}
    >
      ${icon('microphone')}${runs ? msg('Stop the test') : msg('Test microphone')}
    </button>`;
  }

  #soundButton(role: 'speaker' | 'ringer', words: string): TemplateResult {
    const press = (): void => {
      void this.#test.phone.devices.do({ kind: 'testSound', role: role });
      this.played = role;
    };
    return html`<button class="button" @click=${press}>${icon('speaker')}${words}</button>`;
  }

  #playedWords(): Part {
    if (this.played === undefined) return nothing;
    return html`<p>
      ${
        this.played === 'speaker'
          ? msg(
              'Played on the speaker. Nothing to hear? Choose another speaker above, or turn the volume up.',
            )
          : msg(
              'Rung on the ringer. Nothing to hear? Choose another ringer above, or turn the ring volume up.',
            )
      }
    </p>`;
  }

  #said(test: MicrophoneTestState): Part {
    switch (test.phase) {
      case 'idle':
        return this.#about(this.#idleWords());
      case 'opening':
        return this.#about(msg('Opening the microphone. The browser may ask you for permission.'));
      case 'recording':
        return this.#about(msg('Recording: say something in your normal voice.'));
      case 'playing':
        return html`${this.#finding(test)} ${this.#about(msg('Playing what was recorded…'))}`;
      case 'done':
        return this.#finding(test);
      case 'failed':
        return html`<p class="finding">${icon('warning')}<span>${noticeWords(test.cause)}</span></p>`;
    }
  }

  #idleWords(): string {
    if (this.#lacking.value) return noMicrophoneNote();
    return this.#busy.value
      ? msg('The microphone can be tested after the call.')
      : msg('Records 3 seconds and plays them back to you. Nothing is kept or sent.');
  }

  #about(words: string): TemplateResult {
    return html`<p class="hint" id="about-test">${words}</p>`;
  }

  #finding({ verdict, label }: MicrophoneFinding): TemplateResult {
    const heard = verdict === 'heard';
    const tested = testedWords(label);
    return html`<div class="finding ${heard ? 'heard' : ''}">
      ${icon(heard ? 'check' : 'warning')}
      <p>${microphoneVerdictWords(verdict)}</p>
      ${tested === '' ? nothing : html`<p class="hint"><bdi>${tested}</bdi></p>`}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-sound-test': BwSoundTest;
  }
}
