// Where the focus goes when what had it goes away: never to nowhere (document.body), from where neither the keyboard nor a screen
// reader finds back. One rule for all screens; a component that knows a better place focuses that itself.
//
//   1. what covers the window because a call rings;
//   2. the row that took the place of a row that went: the row itself, never its buttons, so that a second press does nothing;
//   3. the nearest part around it that still stands and can take the focus (tabindex="-1", an open dialog), or its heading;
//   4. the call, and else the screen.
import { beforeDrawing } from '../frame.ts';
import { deepActiveElement } from './typing.ts';

/** One of the elements around what had the focus. `index`: its place among its siblings, when it was last seen. */
interface Step {
  readonly element: Element;
  readonly index: number;
}

/** What had the focus last, and all around it, from the inside out. */
let trail: readonly Step[] = [];
let isChecking = false;

function above(element: Element): Element | null {
  if (element.parentElement !== null) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

function trailOf(start: Element): readonly Step[] {
  const steps: Step[] = [];
  for (let element: Element | null = start; element !== null; element = above(element)) {
    const index = element.localName === 'li' ? rowsBeside(element).indexOf(element) : 0;
    steps.push({ element, index });
  }
  return steps;
}

function rowsBeside(row: Element): readonly Element[] {
  return [...(row.parentElement?.children ?? [])];
}

/** Whether it can be seen and reached. */
function stands(element: Element): boolean {
  return element.isConnected && element.checkVisibility({ visibilityProperty: true });
}

function isNowhere(active: Element | null): boolean {
  return active === null || active === document.body || !stands(active) || active.matches(':disabled');
}

function remember(): void {
  const active = deepActiveElement();
  if (active !== null && !isNowhere(active)) trail = trailOf(active);
}

function tryFocus(element: Element | null | undefined): boolean {
  if (!(element instanceof HTMLElement) || !stands(element)) return false;
  element.focus({ preventScroll: true });
  return element.matches(':focus');
}

/** The row at the place of one that went, or the last there is. */
function focusRow(list: Element, index: number): boolean {
  const rows = [...list.children].filter((child) => child.localName === 'li');
  const row = rows[Math.min(index, rows.length - 1)];
  if (!(row instanceof HTMLElement)) return false;
  row.tabIndex = -1;
  row.focus();
  return row.matches(':focus');
}

function focusAround(element: Element): boolean {
  if (element.matches('[tabindex="-1"], li') && tryFocus(element)) return true;
  return tryFocus(element.querySelector(':scope > :is(h1, h2, h3)[tabindex="-1"]'));
}

const inside = (host: Element | null | undefined, selector: string): Element | null | undefined =>
  host?.shadowRoot?.querySelector(selector);

function focusHome(): boolean {
  const app = document.querySelector('bw-app');
  const callScreen = inside(inside(app, 'bw-phone-screen'), 'bw-call-screen');
  return tryFocus(inside(callScreen, '.call')) || tryFocus(inside(app, '#main'));
}

function focusCover(): boolean {
  return tryFocus(inside(inside(document.querySelector('bw-app'), 'bw-incoming-call'), '.card'));
}

function focusAlongTrail(): boolean {
  return trail.some(({ element }, place) => {
    const below = trail[place - 1];
    // The whole screen is the last resort, behind the call.
    if (!stands(element) || element.matches('body, #main')) return false;
    const isGone = below !== undefined && !stands(below.element);
    if (isGone && below.element.localName === 'li' && focusRow(element, below.index)) return true;
    return place > 0 && focusAround(element);
  });
}

/** What had the focus went away, is hidden or disabled, or lies behind what covers the window. */
function isLost(): boolean {
  const [had] = trail;
  if (had === undefined || !isNowhere(deepActiveElement())) return false;
  const isInert = trail.some(({ element }) => element.matches('[inert]'));
  return isInert || !stands(had.element) || had.element.matches(':disabled');
}

function check(): void {
  isChecking = false;
  if (!isLost()) return;
  if (focusCover() || focusAlongTrail() || focusHome()) remember();
}

/** Looks once everything that is under way was drawn. */
function lookSoon(): void {
  remember();
  if (isChecking) return;
  isChecking = true;
  setTimeout(check);
}

let isKept = false;

/** From now on the focus is never nowhere. */
export function keepFocus(): void {
  if (isKept) return;
  isKept = true;
  for (const kind of ['keydown', 'click'] as const) window.addEventListener(kind, lookSoon, true);
  beforeDrawing(lookSoon);
}
