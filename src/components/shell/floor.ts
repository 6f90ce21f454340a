// How much of the window's lower edge the bars take, for the style sheets: `--bw-nav` and `--bw-call-bar`, whatever the text
// size. Nothing that gets the focus may hide behind them (page.css scrolls it clear).

const watched = new WeakSet<Element>();

const observer = new ResizeObserver((entries) => {
  for (const { target, borderBoxSize } of entries) {
    const height = borderBoxSize[0]?.blockSize ?? 0;
    document.documentElement.style.setProperty(`--${target.localName}`, `${String(height)}px`);
  }
});

/** Follows the bars within, each until it goes. */
export function followBars(root: ParentNode): void {
  for (const bar of root.querySelectorAll('bw-nav, bw-call-bar')) {
    if (!watched.has(bar)) observer.observe(bar);
    watched.add(bar);
  }
}
