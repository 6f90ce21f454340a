// What a person can see and press: inside the window, and what a finger there would really hit.

/** The element that a finger meets at a point, through every shadow root. */
function deepestAt(x: number, y: number): Element | null {
  let found = document.elementFromPoint(x, y);
  for (;;) {
    const inner = found?.shadowRoot?.elementFromPoint(x, y) ?? null;
    if (inner === null || inner === found) return found;
    found = inner;
  }
}

/** The element itself, or anything drawn within it. */
function isWithin(element: Element, other: Element | null): boolean {
  let up: Node | null = other;
  while (up !== null && up !== element) up = up instanceof ShadowRoot ? up.host : up.parentNode;
  return up === element;
}

/**
 * Why a finger does not reach the element as the window stands, all of it and not only its middle; undefined where it does.
 * `least`: how wide and high it has to be, in CSS pixels (WCAG 2.5.8).
 */
export function hindrance(element: Element, least = 24): string | undefined {
  const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
  const at = `${String(Math.round(left))},${String(Math.round(top))} to ${String(Math.round(right))},${String(Math.round(bottom))}`;
  if (width < least || height < least) return `too small: ${at}`;
  if (left < -0.5 || top < -0.5 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5)
    return `outside the window of ${String(innerWidth)} x ${String(innerHeight)}: ${at}`;
  const inset = 5; // corners are round
  const points = [
    [(left + right) / 2, (top + bottom) / 2],
    [(left + right) / 2, top + inset],
    [(left + right) / 2, bottom - inset],
    [left + inset, (top + bottom) / 2],
    [right - inset, (top + bottom) / 2],
  ] as const;
  const covered = points.find(([x, y]) => !isWithin(element, deepestAt(x, y)));
  if (covered === undefined) return undefined;
  const [x, y] = covered;
  return `covered at ${String(Math.round(x))},${String(Math.round(y))} by ${deepestAt(x, y)?.localName ?? 'nothing'}: ${at}`;
}

/** The same once the page was scrolled to it, as far as anything around it scrolls. */
export function hindranceAfterScroll(element: Element): string | undefined {
  if (hindrance(element) === undefined) return undefined;
  element.scrollIntoView({ block: 'center' });
  return hindrance(element);
}
