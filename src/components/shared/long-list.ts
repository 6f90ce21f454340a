// A list that draws only what is in view, however long it is (docs/adr/0015): the arithmetic is TanStack Virtual's. Scrolls with
// the window. Rows may be of any height. The row with the focus is always drawn, or a keyboard would lose its place; what is
// being read stays where it is while rows come above it. Each row says which of how many it is.
import {
  Virtualizer,
  defaultRangeExtractor,
  measureElement,
  observeWindowOffset,
  observeWindowRect,
  windowScroll,
  type Range,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import { css, html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { inNextFrame, notInNextFrame } from '../frame.ts';

type Key = string | number;
type Options = VirtualizerOptions<Window, HTMLElement>;

export interface LongListChoices<Item> {
  keyOf(item: Item): Key;
  /** How high a row is likely to be until it was measured, in CSS pixels. */
  readonly rowHeight: number;
  /** How many rows are drawn before and after those in view. */
  readonly beyond: number;
}

export const longListStyles = css`
  /* A row that took the place of one that went. */
  li[tabindex='-1']:focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: -3px;
  }
  /* What is being read is kept in place by the list itself. */
  .long {
    position: relative;
    overflow-anchor: none;
  }
  .long > li {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
  }
`;

/** Until it was measured by the browser itself, a row keeps the height that is known: its own parts may not be drawn yet. */
const measured: NonNullable<Options['measureElement']> = (element, entry, instance) => {
  if (entry !== undefined) return measureElement(element, entry, instance);
  const index = instance.indexFromElement(element);
  return (
    instance.itemSizeCache.get(instance.options.getItemKey(index)) ?? instance.options.estimateSize(index)
  );
};

export class LongList<Item> implements ReactiveController {
  readonly #host: LitElement;
  readonly #choices: LongListChoices<Item>;
  #items: readonly Item[] = [];
  #virtualizer: Virtualizer<Window, HTMLElement> | undefined;
  #unmount: (() => void) | undefined;
  #drawn: readonly number[] = [];
  /** The row with the focus. */
  #pinned: Key | undefined;
  /** The first row in view, and how far below the top of the list it stood. */
  #read: { readonly key: Key; readonly start: number } | undefined;

  constructor(host: LitElement, choices: LongListChoices<Item>) {
    this.#host = host;
    this.#choices = choices;
    host.addController(this);
  }

  /** The list; to be called while the host renders. */
  render(items: readonly Item[], row: (item: Item, index: number) => TemplateResult): TemplateResult {
    this.#note();
    this.#items = items;
    const virtualizer = (this.#virtualizer ??= new Virtualizer(this.#options(0)));
    virtualizer.setOptions(this.#options(virtualizer.options.scrollMargin));
    const indexes = virtualizer.getVirtualIndexes();
    this.#drawn = indexes;
    const drawn = indexes.flatMap((index) => {
      const item = items[index];
      return item === undefined ? [] : [{ index, item }];
    });
    return html`<ul class="long" @focusin=${this.#pin} @focusout=${this.#unpin}>
      ${repeat(
        drawn,
        ({ item }) => this.#choices.keyOf(item),
        ({ item, index }) =>
          html`<li data-index=${index} aria-setsize=${items.length} aria-posinset=${index + 1}>
            ${row(item, index)}
          </li>`,
      )}
    </ul>`;
  }

  /** Draws the row, wherever it is, so that it can take the focus. */
  async reveal(item: Item): Promise<void> {
    this.#pinned = this.#choices.keyOf(item);
    this.#host.requestUpdate();
    await this.#host.updateComplete;
  }

  hostUpdated(): void {
    const list = this.#list;
    const virtualizer = this.#virtualizer;
    if (list === undefined || virtualizer === undefined) {
      this.hostDisconnected();
      return;
    }
    virtualizer.setOptions(this.#options(list.getBoundingClientRect().top + window.scrollY));
    this.#unmount ??= virtualizer._didMount();
    virtualizer._willUpdate();
    virtualizer.measureElement(null);
    for (const row of list.children) virtualizer.measureElement(row as HTMLElement);
    this.#place();
    this.#stay();
    this.#drawWhatCame();
  }

  hostDisconnected(): void {
    this.#unmount?.();
    this.#unmount = undefined;
    this.#virtualizer = undefined;
    notInNextFrame(this.#draw);
  }

  get #list(): HTMLElement | undefined {
    return this.#host.renderRoot.querySelector<HTMLElement>('ul.long') ?? undefined;
  }

  #options(scrollMargin: number): Options {
    return {
      count: this.#items.length,
      getScrollElement: () => window,
      estimateSize: () => this.#choices.rowHeight,
      getItemKey: (index) => this.#keyAt(index) ?? index,
      initialRect: { width: window.innerWidth, height: window.innerHeight },
      initialOffset: window.scrollY,
      overscan: this.#choices.beyond,
      scrollMargin,
      rangeExtractor: (range) => this.#withPinned(range),
      measureElement: measured,
      observeElementRect: observeWindowRect,
      observeElementOffset: observeWindowOffset,
      scrollToFn: windowScroll,
      onChange: () => {
        this.#place();
        this.#drawWhatCame();
      },
    };
  }

  #keyAt(index: number): Key | undefined {
    const item = this.#items[index];
    return item === undefined ? undefined : this.#choices.keyOf(item);
  }

  #withPinned(range: Range): number[] {
    const indexes = defaultRangeExtractor(range);
    if (this.#pinned === undefined) return indexes;
    const pinned = this.#items.findIndex((item) => this.#choices.keyOf(item) === this.#pinned);
    return pinned === -1 || indexes.includes(pinned) ? indexes : [...indexes, pinned].sort((a, b) => a - b);
  }

  /** By CSSOM, since the page allows no style attribute (Content-Security-Policy). */
  #place(): void {
    const list = this.#list;
    const virtualizer = this.#virtualizer;
    if (list === undefined || virtualizer === undefined) return;
    list.style.blockSize = `${String(virtualizer.getTotalSize())}px`;
    const { scrollMargin } = virtualizer.options;
    const starts = new Map(virtualizer.getVirtualItems().map(({ index, start }) => [index, start]));
    for (const row of list.children as HTMLCollectionOf<HTMLElement>) {
      const start = starts.get(Number(row.dataset['index']));
      if (start !== undefined) row.style.transform = `translateY(${String(start - scrollMargin)}px)`;
    }
  }

  /** Asks for another drawing where other rows have come into view; in the next frame, since sizes are being looked at in this one. */
  #drawWhatCame(): void {
    const wanted = this.#virtualizer?.getVirtualIndexes() ?? [];
    if (wanted.length === this.#drawn.length && wanted.every((index, at) => index === this.#drawn[at]))
      return;
    inNextFrame(this.#draw);
  }

  readonly #draw = (): void => {
    this.#host.requestUpdate();
  };

  /** Notes what is being read, before the rows change. */
  #note(): void {
    this.#read = undefined;
    const virtualizer = this.#virtualizer;
    if (virtualizer === undefined || window.scrollY <= virtualizer.options.scrollMargin) return;
    const first = virtualizer.getVirtualItemForOffset(window.scrollY);
    const key = first === undefined ? undefined : this.#keyAt(first.index);
    if (first !== undefined && key !== undefined) this.#read = { key, start: first.start };
  }

  /** Scrolls by as much as came above what is being read. */
  #stay(): void {
    const read = this.#read;
    this.#read = undefined;
    if (read === undefined || this.#virtualizer === undefined) return;
    const index = this.#items.findIndex((item) => this.#choices.keyOf(item) === read.key);
    const start = index === -1 ? undefined : this.#virtualizer.measurementsCache[index]?.start;
    if (start === undefined || start === read.start) return;
    window.scrollBy(0, start - read.start);
    // It hears of that only in a later event, and would scroll back with its next correction.
    this.#virtualizer.scrollOffset = window.scrollY;
  }

  readonly #pin = (event: FocusEvent): void => {
    const row = (event.target as Element).closest<HTMLElement>('li[data-index]');
    this.#pinned = row === null ? undefined : this.#keyAt(Number(row.dataset['index']));
  };

  readonly #unpin = (): void => {
    this.#pinned = undefined;
  };
}
