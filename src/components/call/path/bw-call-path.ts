// The signature: the path of a live call as one line with two lanes. Sound travels along a lane while it really flows,
// rests when quiet, and stops at a visible break. Each lane is a meter for people who can't see it.
import { msg } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { flowValueText, flowWords } from '../../../i18n/flow-words.ts';
import { stopNames } from '../../../i18n/path-words.ts';
import type { Verdict } from '../../../diagnosis/verdict.ts';
import { isLive, type Call } from '../../../sip/call-state.ts';
import { baseStyles, buttonStyles } from '../../shared/styles/base-styles.ts';
import { icon } from '../../shared/all-icons.ts';
import { phoneState } from '../../store-controller.ts';
import { callVerdict } from '../call-verdict.ts';
import { callPathStyles } from './call-path-styles.ts';
import { PathDrawing, type PathElements } from './path-drawing.ts';
import type { Way } from './path-painter.ts';
import { pathPicture, stopsOf, type Lane, type PathPicture } from './path-picture.ts';
import { otherMicrophone } from './other-microphone.ts';
import { actButton } from './verdict-act.ts';
import { verdictStyles } from './verdict-styles.ts';
import { verdictView } from './verdict-view.ts';

@customElement('bw-call-path')
export class BwCallPath extends LitElement {
  static override styles = [baseStyles, buttonStyles, callPathStyles, verdictStyles];

  @property({ attribute: false }) call: Call | undefined;
  /** On a small window only the sentence: the keys of the call need the room. */
  @property({ type: Boolean, reflect: true }) brief = false;
  /** Beside other things that need room: less of the picture where the window is low. */
  @property({ type: Boolean, reflect: true }) slim = false;
  /** A transfer is under way, and what is said of it tells why nobody is heard. */
  @property({ type: Boolean }) transferring = false;
  /** One of several: the lanes alone, and a sentence where something is wrong. */
  @property({ type: Boolean, reflect: true }) small = false;
  @query('#out') private outLane!: HTMLElement | null;
  @query('#back') private backLane!: HTMLElement | null;
  @query('canvas') private canvas!: HTMLCanvasElement | null;
  readonly #verdict = callVerdict(this);
  readonly #permission = phoneState(this, (state) => state.permission);
  readonly #otherMicrophone = phoneState(this, ({ devices, settings }) =>
    otherMicrophone(devices.microphones, settings.microphoneId),
  );
  #picture: PathPicture | undefined;

  constructor() {
    super();
    new PathDrawing(this, {
      elements: () => this.#elements(),
      picture: () => this.#picture,
      levels: () => this.#verdict.phone.levels(this.call?.id ?? ''),
    });
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
          <canvas></canvas>
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
      ${this.#hides(verdict) ? nothing : this.#said(verdict)}
    `;
  }

  protected override updated(): void {
    const verdict = this.#verdict.value;
    this.#picture = verdict === undefined ? undefined : pathPicture(verdict);
    mark(this, 'data-verdict', verdict?.name);
    mark(this, 'data-mending', verdict?.mending?.state);
  }

  #elements(): PathElements | undefined {
    const { canvas, outLane: out, backLane: back } = this;
    return canvas === null || out === null || back === null ? undefined : { canvas, out, back };
  }

  #hides({ gravity, mending }: Verdict): boolean {
    if (this.transferring && gravity === 'held') return true;
    return this.small && (gravity === 'calm' || gravity === 'held') && mending === undefined;
  }

  #said(verdict: Verdict): TemplateResult {
    const choose = (): void => {
      this.dispatchEvent(new CustomEvent('microphone-wanted', { bubbles: true, composed: true }));
    };
    const { phone } = this.#verdict;
    const [callId, microphone] = [this.call?.id ?? '', this.#otherMicrophone.value];
    const button = actButton({ callId, verdict, phone, microphone, choose });
    return verdictView(verdict, this.#permission.value, button);
  }

  #caption(name: string, lane: Lane, direction: Way): TemplateResult {
    return html`<div class="caption" data-flow=${lane.flow}>
      <span class="arrow">${icon(direction === 'out' ? 'forwards' : 'backwards')}</span>
      <span class="name">${name}</span><span>${flowWords(lane, direction)}</span>
    </div>`;
  }

  #lane(direction: Way, name: string, lane: Lane, packetsPerSecond: number): TemplateResult {
    return html`<div
      id=${direction}
      class="lane"
      role="meter"
      aria-label=${name}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow="0"
      aria-valuetext=${flowValueText(lane, direction, lane.flow === 'notYet' ? 0 : packetsPerSecond)}
      data-flow=${lane.flow}
    >
      ${this.#sign(lane)}
    </div>`;
  }

  #sign(lane: Lane): TemplateResult | typeof nothing {
    if (lane.flow === 'held' || lane.flow === 'unsent')
      return html`<span class="sign" data-at="0.5">${icon('pause')}</span>`;
    if (lane.breakAt === undefined) return nothing;
    const cross = lane.flow === 'unconfirmed' ? html`<b>?</b>` : icon('close');
    return html`<span class="sign" data-at=${String(lane.breakAt)}>${cross}</span>`;
  }
}

/** An attribute for style sheets and whoever looks at the page from outside. */
function mark(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-call-path': BwCallPath;
  }
  interface HTMLElementEventMap {
    /** The person wants to choose a microphone from the list. */
    'microphone-wanted': CustomEvent<undefined>;
  }
}
