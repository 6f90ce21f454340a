// The signature: the path of a live call as one line with two lanes. Sound travels along a lane while it really flows,
// rests when quiet, and stops at a visible break. Each lane is a meter for people who can't see it.
import { msg } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { flowValueText, flowWords } from '../../../i18n/flow-words.ts';
import { microphoneAwaitedHelp, microphoneAwaitedTitle } from '../../../i18n/microphone-prompt-words.ts';
import { stopNames, verdictSentence } from '../../../i18n/path-words.ts';
import type { Gravity, Verdict } from '../../../diagnosis/verdict.ts';
import { isLive, type Call } from '../../../sip/call-state.ts';
import { baseStyles, buttonStyles } from '../../shared/styles/base-styles.ts';
import { icon, type IconName } from '../../shared/all-icons.ts';
import { phoneState } from '../../store-controller.ts';
import { callVerdict } from '../call-verdict.ts';
import { callPathStyles } from './call-path-styles.ts';
import { LanePainter, STEP_MS, barShare, type LaneLook } from './lane-painter.ts';
import { pathPicture, stopsOf, type Lane, type PathPicture } from './path-picture.ts';

/** How often a meter tells its level to assistive technology. */
const REPORT_MS = 250;
/** Between two pictures, besides the wait for the screen: a new bar is due then. In milliseconds. */
const PAUSE_MS = STEP_MS - 16;

const SIGNS: Readonly<Record<Gravity, IconName>> = {
  calm: 'check',
  working: 'dots',
  held: 'pause',
  bad: 'warning',
};

type Direction = LaneLook['direction'];

/** The level that travels: nothing does where no packets flow. */
function audible(level: number, lane: Lane): number {
  return lane.flow === 'flowing' ||
    lane.flow === 'sent' ||
    lane.flow === 'unconfirmed' ||
    lane.flow === 'quiet'
    ? level
    : 0;
}

/** Beside a microphone that gives nothing, a sentence that has your sound on its way would say the opposite. */
function hidesSentence({ gravity, name, evidence }: Verdict): boolean {
  return evidence.vitals.microphone !== 'none' && (gravity === 'calm' || name === 'unconfirmed');
}

function colourOf(element: Element): string {
  return getComputedStyle(element).color;
}

@customElement('bw-call-path')
export class BwCallPath extends LitElement {
  static override styles = [baseStyles, buttonStyles, callPathStyles];

  @property({ attribute: false }) call: Call | undefined;
  /** On a small window only the sentence: the keys of the call need the room. */
  @property({ type: Boolean, reflect: true }) brief = false;
  /** Beside other things that need room: less of the picture where the window is low. */
  @property({ type: Boolean, reflect: true }) slim = false;
  /** A transfer is under way, and what is said of it tells why nobody is heard. */
  @property({ type: Boolean }) transferring = false;
  /** One of several: the lanes alone, and a sentence where something is wrong. */
  @property({ type: Boolean, reflect: true }) small = false;
  @query('#out') private outLane!: HTMLElement;
  @query('#back') private backLane!: HTMLElement;
  readonly #verdict = callVerdict(this);
  readonly #permission = phoneState(this, (state) => state.permission);
  readonly #still = window.matchMedia('(prefers-reduced-motion: reduce)');
  #painters: Readonly<Record<Direction, LanePainter>> | undefined;
  #picture: PathPicture | undefined;
  #frame = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #colours: Readonly<Record<Direction, string>> = { out: '', back: '' };
  #reportedMs = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#frame = requestAnimationFrame(this.#draw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#pause);
    this.#painters = undefined;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { call } = this;
    const verdict = this.#verdict.value;
    if (!isLive(call) || verdict === undefined) return nothing;
    const { vitals } = verdict.evidence;
    const picture = pathPicture(verdict);
    const muted = call.phase === 'established' && call.muted;
    const names = [msg('You'), ...stopNames(picture.middle), msg('Them')];
    return html`
      <div class="track">
        <span class="end you">${icon(muted ? 'microphoneOff' : 'microphone')}</span>
        <div class="lanes">
          ${this.#lane('out', msg('You to them'), picture.out, vitals.youToThem.packetsPerSecond)}
          ${this.#lane('back', msg('Them to you'), picture.back, vitals.themToYou.packetsPerSecond)}
          ${stopsOf(picture.middle).map((at) => html`<span class="stop" data-at=${at}></span>`)}
        </div>
        <span class="end">${icon('person')}</span>
      </div>
      <ol class="names" aria-label=${msg('The path of the sound')}>
        ${names.map((name) => html`<li>${name}</li>`)}
      </ol>
      <div class="captions" aria-hidden="true">
        ${this.#caption(msg('You to them'), picture.out, 'out')}
        ${this.#caption(msg('Them to you'), picture.back, 'back')}
      </div>
      ${this.#hides(verdict) ? nothing : this.#sentence(verdict)}
    `;
  }

  protected override updated(): void {
    const verdict = this.#verdict.value;
    this.#picture = verdict === undefined ? undefined : pathPicture(verdict);
  }

  #hides(verdict: Verdict): boolean {
    if (this.transferring && verdict.gravity === 'held') return true;
    const isCalm = verdict.gravity === 'calm' || verdict.gravity === 'held';
    return (this.small && isCalm) || hidesSentence(verdict);
  }

  #sentence(verdict: Verdict): TemplateResult {
    return html`<p class="sentence ${verdict.gravity}" aria-live="polite">
        ${icon(SIGNS[verdict.gravity])}<span>${this.#words(verdict)}</span>
      </p>
      ${verdict.act === 'reconnectSound' ? this.#repair() : nothing}`;
  }

  #words(verdict: Verdict): string {
    if (verdict.name !== 'microphoneAwaited') return verdictSentence(verdict);
    const permission = this.#permission.value;
    const title = microphoneAwaitedTitle(permission);
    return permission.state === 'prompt'
      ? `${title}. ${microphoneAwaitedHelp(permission)}`
      : microphoneAwaitedHelp(permission);
  }

  #repair(): TemplateResult {
    const callId = this.call?.id ?? '';
    const repair = (): void => void this.#verdict.phone.calls.do({ kind: 'repairSound', callId });
    return html`<p class="repair">
      <button class="button" @click=${repair}>${msg('Reconnect the sound')}</button>
    </p>`;
  }

  #caption(name: string, lane: Lane, direction: Direction): TemplateResult {
    return html`<div class="caption" data-flow=${lane.flow}>
      <span class="arrow">${icon(direction === 'out' ? 'forwards' : 'backwards')}</span>
      <span class="name">${name}</span><span>${flowWords(lane.flow, direction)}</span>
    </div>`;
  }

  #lane(direction: Direction, name: string, lane: Lane, packetsPerSecond: number): TemplateResult {
    return html`<div
      id=${direction}
      class="lane"
      role="meter"
      aria-label=${name}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow="0"
      aria-valuetext=${flowValueText(lane.flow, direction, lane.flow === 'notYet' ? 0 : packetsPerSecond)}
      data-flow=${lane.flow}
    >
      <canvas></canvas>${this.#sign(lane)}
    </div>`;
  }

  #sign(lane: Lane): TemplateResult | typeof nothing {
    if (lane.flow === 'held' || lane.flow === 'unsent')
      return html`<span class="sign" data-at="0.5">${icon('pause')}</span>`;
    if (lane.breakAt === undefined) return nothing;
    const mark = lane.flow === 'unconfirmed' ? html`<b>?</b>` : icon('close');
    return html`<span class="sign" data-at=${String(lane.breakAt)}>${mark}</span>`;
  }

  readonly #draw = (nowMs: number): void => {
    this.#pause = setTimeout(() => {
      this.#frame = requestAnimationFrame(this.#draw);
    }, PAUSE_MS);
    const picture = this.#picture;
    if (picture === undefined || !this.#preparePainters()) return;
    const { you, them } = this.#verdict.phone.levels(this.call?.id ?? '').read();
    const report = nowMs - this.#reportedMs >= REPORT_MS;
    if (report) {
      this.#reportedMs = nowMs;
      this.#colours = { out: colourOf(this.outLane), back: colourOf(this.backLane) };
    } else if (this.#still.matches) return;
    this.#paint('out', you, picture.out, nowMs);
    this.#paint('back', them, picture.back, nowMs);
    if (report) this.#report(you, them, picture);
  };

  #preparePainters(): boolean {
    const canvases = this.renderRoot.querySelectorAll('canvas');
    const [out, back] = canvases;
    if (out === undefined || back === undefined) return false;
    this.#painters ??= { out: new LanePainter(out), back: new LanePainter(back) };
    return true;
  }

  #report(you: number, them: number, picture: PathPicture): void {
    const value = (level: number, lane: Lane): string =>
      String(Math.round(barShare(audible(level, lane)) * 100));
    this.outLane.setAttribute('aria-valuenow', value(you, picture.out));
    this.backLane.setAttribute('aria-valuenow', value(them, picture.back));
  }

  #paint(direction: Direction, level: number, lane: Lane, nowMs: number): void {
    this.#painters?.[direction].paint(audible(level, lane), nowMs, {
      direction,
      lane,
      colour: this.#colours[direction],
      still: this.#still.matches,
      mirrored: this.matches(':dir(rtl)'),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-call-path': BwCallPath;
  }
}
