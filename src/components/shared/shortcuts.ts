// The keys for a call that rings: the listeners go by them, the buttons name them to screen readers, Settings lists them.
// With two modifiers, as no text is typed, so that nobody answers or declines while they write; other phones use the same.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface Shortcut {
  readonly letter: string;
  /** As `aria-keyshortcuts` wants it. */
  readonly name: string;
  /** What to press, key by key. */
  readonly keys: readonly string[];
}

const withModifiers = (letter: string): Shortcut => ({
  letter: letter.toLowerCase(),
  name: `Control+Shift+${letter}`,
  keys: ['Ctrl', 'Shift', letter],
});

export const ANSWER = withModifiers('A');
export const DECLINE = withModifiers('D');

/** The Latin letter of a key, in lower case, whatever the keyboard's script. */
export function letterOf({ key, code }: KeyboardEvent): string {
  return /^[a-z]$/iu.test(key) ? key.toLowerCase() : code.replace(/^Key/u, '').toLowerCase();
}

const isPressed = (event: KeyboardEvent, { letter }: Shortcut): boolean =>
  event.ctrlKey && event.shiftKey && !event.altKey && !event.metaKey && letterOf(event) === letter;

/** Hears both keys while its host is in the page, wherever the focus is. */
export class RingKeys implements ReactiveController {
  readonly #on: { answer(): void; decline(): void };

  constructor(host: ReactiveControllerHost, on: { answer(): void; decline(): void }) {
    this.#on = on;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#hear);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#hear);
  }

  readonly #hear = (event: KeyboardEvent): void => {
    const answers = isPressed(event, ANSWER);
    if (event.repeat || event.defaultPrevented || !(answers || isPressed(event, DECLINE))) return;
    event.preventDefault();
    if (answers) this.#on.answer();
    else this.#on.decline();
  };
}
