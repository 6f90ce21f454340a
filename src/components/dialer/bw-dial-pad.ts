// Twelve keys. The same pad dials and, in a call, sends tones. It reports which key was pressed and for how long; its owner
// decides what that means.
// A press counts when the key is released. A key that was held means something else instead: when dialling, the second character,
// printed small on the key; in a call, a tone as long as the key was held.
import { msg } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Tone } from '../../sip/dtmf.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';

type HeldSign = '+' | ',' | ';';

interface Key {
  readonly tone: Tone;
  readonly letters?: string;
  /** What it types when it is held. */
  readonly held?: HeldSign;
}

const KEYS: readonly Key[] = [
  { tone: '1' },
  { tone: '2', letters: 'ABC' },
  { tone: '3', letters: 'DEF' },
  { tone: '4', letters: 'GHI' },
  { tone: '5', letters: 'JKL' },
  { tone: '6', letters: 'MNO' },
  { tone: '7', letters: 'PQRS' },
  { tone: '8', letters: 'TUV' },
  { tone: '9', letters: 'WXYZ' },
  { tone: '*', held: ',' },
  { tone: '0', held: '+' },
  { tone: '#', held: ';' },
];

/** A key held so long was not just pressed, in milliseconds. */
const LONG_PRESS_MS = 500;

function heldWords(sign: HeldSign): string {
  if (sign === '+') return msg('Hold for a plus');
  return sign === ',' ? msg('Hold for a pause of two seconds') : msg('Hold for a pause until you go on');
}

/** What stands small on the key. */
function heldSign(sign: HeldSign): string {
  if (sign === '+') return '+';
  return sign === ',' ? msg(', pause') : msg('; wait');
}

interface Press {
  readonly key: Key;
  readonly byKeyboard: boolean;
  readonly sinceMs: number;
  readonly timer: number | undefined;
}

@customElement('bw-dial-pad')
export class BwDialPad extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .pad {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: var(--key-gap, 8px);
        direction: ltr;
      }
      button {
        display: grid;
        align-content: center;
        justify-items: center;
        min-block-size: var(--key, clamp(48px, 8.5dvh, 72px));
        padding: 0;
        border: 1px solid var(--line);
        border-radius: var(--round-2);
        background: var(--raised);
        font-size: 1.5rem;
        line-height: 1.15;
        font-variant-numeric: tabular-nums;
        cursor: pointer;
        touch-action: manipulation;
        user-select: none;
        -webkit-user-select: none;
        -webkit-touch-callout: none;
        -webkit-tap-highlight-color: transparent;
        transition: background var(--move);
      }
      button:hover {
        background: color-mix(in srgb, var(--raised) 60%, var(--pressed));
      }
      button:active {
        background: var(--pressed);
      }
      small {
        min-block-size: 1.2em;
        /* No larger, or four letters would not fit their key. */
        font-size: min(0.6875rem, 15px);
        font-weight: 600;
        letter-spacing: 0.12em;
        color: var(--muted);
      }
      .sign {
        letter-spacing: 0.02em;
      }
    `,
  ];

  /** What a key means that is held: another sign, or a longer tone. */
  @property() holds: 'signs' | 'tones' = 'signs';
  #press: Press | undefined;
  /** The press was a long one, so the click that follows it means nothing. */
  #isSpent = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancel();
  }

  protected override render(): TemplateResult {
    return html`<div class="pad" @keyup=${this.#keyUp} @focusout=${this.#left}>
      ${KEYS.map((key) => this.#button(key))}
    </div>`;
  }

  #button(key: Key): TemplateResult {
    const { tone, letters = '' } = key;
    const held = this.holds === 'signs' ? key.held : undefined;
    return html`<button
      type="button"
      aria-label=${tone}
      title=${ifDefined(held && heldWords(held))}
      @click=${() => {
        this.#clicked(key);
      }}
      @pointerdown=${(event: PointerEvent) => {
        if (event.button === 0) this.#begin(key, event);
      }}
      @pointerup=${(event: PointerEvent) => {
        if (event.button === 0) this.#isSpent = this.#end(event);
      }}
      @pointerleave=${this.#cancel}
      @pointercancel=${this.#cancel}
      @keydown=${(event: KeyboardEvent) => {
        this.#keyDown(key, event);
      }}
      @contextmenu=${(event: Event) => {
        event.preventDefault();
      }}
    >
      ${tone}
      ${
        held === undefined
          ? html`<small aria-hidden="true">${letters}</small>`
          : html`<small class="sign" aria-hidden="true">${heldSign(held)}</small>`
      }
    </button>`;
  }

  /** Also what assistive technology does, which presses and holds nothing. */
  #clicked(key: Key): void {
    if (this.#isSpent) this.#isSpent = false;
    else this.#say('tone-pressed', key.tone);
  }

  /** Enter and the space bar, which would click again and again while they are held. */
  #keyDown(key: Key, event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (!event.repeat) this.#begin(key, event);
  }

  readonly #keyUp = (event: KeyboardEvent): void => {
    const press = this.#press;
    if (press === undefined || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    if (!this.#end(event)) this.#say('tone-pressed', press.key.tone);
  };

  #begin(key: Key, event: Event): void {
    this.#cancel();
    this.#isSpent = false;
    const byKeyboard = event instanceof KeyboardEvent;
    this.#press = { key, byKeyboard, sinceMs: event.timeStamp, timer: this.#timerFor(key) };
  }

  #timerFor({ held }: Key): number | undefined {
    if (this.holds !== 'signs' || held === undefined) return undefined;
    return window.setTimeout(() => {
      const press = this.#press;
      if (press === undefined) return;
      this.#press = { ...press, timer: undefined };
      this.#say('sign-held', held);
    }, LONG_PRESS_MS);
  }

  /** True where the press was a long one, and has been told. */
  #end({ timeStamp }: Event): boolean {
    const press = this.#press;
    this.#cancel();
    if (press === undefined) return false;
    const heldMs = timeStamp - press.sinceMs;
    const { tone, held } = press.key;
    if (this.holds === 'signs' && held !== undefined) return press.timer === undefined;
    if (heldMs < LONG_PRESS_MS) return false;
    // Told here, for no click follows a long touch on Android.
    if (this.holds === 'tones') this.#say('tone-held', { tone, heldMs });
    else this.#say('tone-pressed', tone);
    return true;
  }

  /** The key that comes up will not be heard here. A pointer that presses takes the focus along. */
  readonly #left = (): void => {
    if (this.#press?.byKeyboard === true) this.#cancel();
  };

  readonly #cancel = (): void => {
    window.clearTimeout(this.#press?.timer);
    this.#press = undefined;
  };

  #say(type: 'tone-pressed' | 'tone-held' | 'sign-held', detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-dial-pad': BwDialPad;
  }
  interface HTMLElementEventMap {
    'tone-pressed': CustomEvent<Tone>;
    /** A key was held so many milliseconds, and let go. */
    'tone-held': CustomEvent<{ readonly tone: Tone; readonly heldMs: number }>;
    /** A key is held that means another sign then: a plus, a pause, a wait. */
    'sign-held': CustomEvent<HeldSign>;
  }
}
