// Puts the app into the page with a fake phone, and finds things the way a person or a screen reader does.
import '../../src/components/shared/styles/page.css';
import '../../src/components/shell/bw-app.ts';
import { page } from 'vitest/browser';
import { expect } from 'vitest';
import type { CallVitals } from '../../src/diagnosis/flow.ts';
import type { MicrophoneTestState } from '../../src/phone/devices/microphone-test-state.ts';
import type { TraceEntry } from '../../src/sip/trace/trace-entry.ts';
import { GALLERY_STATES } from './gallery/states.ts';
import { FakePhone, type Sketch, type VerdictSketch } from '../doubles/fake-phone.ts';

/** Shows the app at an address, with every screen loaded. */
export async function mount(
  state: Sketch = {},
  options: {
    hash?: string;
    vitals?: Partial<CallVitals>;
    trace?: readonly TraceEntry[];
    test?: MicrophoneTestState;
    verdict?: VerdictSketch;
  } = {},
): Promise<FakePhone> {
  document.body.replaceChildren();
  location.hash = options.hash ?? '#/phone';
  const phone = new FakePhone(state, options.vitals, options.trace, options.test);
  phone.judge(options.verdict);
  const app = document.createElement('bw-app');
  app.phone = phone;
  document.body.append(app);
  await app.updateComplete;
  return phone;
}

/** Shows a state of the gallery at an address. */
export async function mountState(name: string, hash = '#/phone'): Promise<FakePhone> {
  const { state, ...rest } = GALLERY_STATES[name]!();
  return mount(state, { hash, ...rest });
}

/** Resolves once every element that is used is defined. The first test of a file loads the screens, and the machine may be busy. */
export async function screensLoaded(): Promise<void> {
  await expect
    .poll(() => everyElement().filter((element) => element.matches(':not(:defined)')), { timeout: 20_000 })
    .toEqual([]);
}

/** Every element of the page, through all shadow roots. */
export function everyElement(root: ParentNode = document): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) =>
    element.shadowRoot ? [element, ...everyElement(element.shadowRoot)] : [element],
  );
}

/** The element that really has the focus. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** A window of a phone or of a desk. */
export async function windowOf(width: number, height: number): Promise<void> {
  await page.viewport(width, height);
}

/** A key pressed anywhere in the page. */
export function press(key: string): void {
  const target = focused() ?? document.body;
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
  );
}
