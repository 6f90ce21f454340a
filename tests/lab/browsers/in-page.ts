// What runs inside a page of a browser that Playwright does not drive. Each function is sent as text: it can use nothing from outside.

/** Finds an element by role-like selector and accessible name through shadow roots, and acts on it. */
export function act(selector: string, name: string, text: string | null): boolean {
  const all = (root: Document | ShadowRoot): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      element,
      ...(element.shadowRoot === null ? [] : all(element.shadowRoot)),
    ]);
  const labelled = (element: Element): string => {
    const root = element.getRootNode() as Document | ShadowRoot;
    const label = element.id === '' ? null : root.querySelector(`label[for="${element.id}"]`);
    return (element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent)
      .replace(/\s+/gu, ' ')
      .trim();
  };
  const found = all(document).find((element) => element.matches(selector) && labelled(element) === name);
  // The answer to a setup link waits a second, for the page as for a person.
  if (!(found instanceof HTMLElement) || found.getAttribute('aria-disabled') === 'true') return false;
  if (text === null) found.click();
  else {
    (found as HTMLInputElement).value = text;
    found.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }
  return true;
}

/** Whether the phone says that it is registered. */
export function isRegistered(): boolean {
  const texts = (root: ShadowRoot | null | undefined): string =>
    [...(root?.querySelectorAll('*') ?? [])]
      .map((each) => `${each.textContent} ${texts(each.shadowRoot)}`)
      .join(' ');
  return /(?<!Not )\bRegistered\b/u.test(texts(document.querySelector('bw-app')?.shadowRoot));
}

/** What a person sees of a screen. */
export interface Sight {
  /** The visible headings of the first rank. */
  readonly headings: readonly string[];
  /** Every visible line of text outside of buttons and fields. */
  readonly text: string;
  /** Elements that were used and never defined. */
  readonly undefinedTags: readonly string[];
  /** How far the page can be scrolled sideways, in pixels. */
  readonly overflow: number;
  readonly width: number;
  /** `aria-disabled` of the button that calls; empty where there is none. */
  readonly callDisabled: string;
}

export function look(): Sight {
  const all = (root: Document | ShadowRoot): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      element,
      ...(element.shadowRoot === null ? [] : all(element.shadowRoot)),
    ]);
  const clean = (text: string): string => text.replace(/\s+/gu, ' ').trim();
  const isSeen = (element: Element): boolean => element.getClientRects().length > 0;
  const elements = all(document);
  const call = elements.find((element) => element.matches('button') && clean(element.textContent) === 'Call');
  return {
    headings: elements
      .filter((element) => element.matches('h1'))
      .map((element) => clean(element.textContent)),
    text: elements
      .filter(
        (element) => element.matches('h1, h2, h3, p, label, dt, dd, li, strong, span') && isSeen(element),
      )
      .map((element) => clean(element.textContent))
      .join('\n'),
    undefinedTags: elements
      .filter((element) => element.matches(':not(:defined)'))
      .map((element) => element.localName),
    overflow: Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - window.innerWidth,
    width: window.innerWidth,
    callDisabled: call?.getAttribute('aria-disabled') ?? '',
  };
}
