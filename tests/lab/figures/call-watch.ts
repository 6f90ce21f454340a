// Watches one end of a call from inside its page, by the page's own clock: what arrives, every few milliseconds, independent of what the app
// says, and which verdict the app shows, whenever that changes.
import type { Page } from '@playwright/test';

/** What has arrived by now, over all connections of the call, milliseconds since the epoch. */
export interface Moment {
  readonly atMs: number;
  readonly packets: number;
  readonly energy: number;
}

/** A verdict from when on it is shown; '' while none is. */
export interface Shown {
  readonly atMs: number;
  readonly verdict: string;
  readonly sentence: string;
}

export interface Watched {
  readonly moments: readonly Moment[];
  /** The first is what was shown when the watch began. */
  readonly shown: readonly Shown[];
}

interface Scope {
  connectionsOfTheApp: RTCPeerConnection[];
  watchOfTheCall: { readonly moments: Moment[]; readonly shown: Shown[]; readonly end: () => void };
}

/** Runs in the page; self-contained for that reason. */
function begin(everyMs: number): void {
  const scope = globalThis as unknown as Scope;
  const moments: Moment[] = [];
  const shown: Shown[] = [];

  const take = async (): Promise<void> => {
    const open = scope.connectionsOfTheApp.filter(({ connectionState }) => connectionState !== 'closed');
    const reports = await Promise.all(open.map((connection) => connection.getStats()));
    const entries = reports.flatMap((report) => [...report.values()] as Record<string, unknown>[]);
    const inbound = entries.filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio');
    const sum = (key: string): number => inbound.reduce((total, entry) => total + Number(entry[key] ?? 0), 0);
    moments.push({ atMs: Date.now(), packets: sum('packetsReceived'), energy: sum('totalAudioEnergy') });
  };

  const find = (root: ParentNode): Element | undefined => {
    const here = root.querySelector('bw-call-path');
    if (here !== null) return here;
    for (const element of root.querySelectorAll('*')) {
      const found = element.shadowRoot === null ? undefined : find(element.shadowRoot);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  let path: Element | undefined;
  const note = (): void => {
    const text = path?.shadowRoot?.querySelector('.sentence')?.textContent ?? '';
    const sentence = text.replace(/\s+/gu, ' ').trim();
    const verdict = path?.getAttribute('data-verdict') ?? sentence;
    const last = shown.at(-1);
    if (last?.verdict !== verdict || last.sentence !== sentence)
      shown.push({ atMs: Date.now(), verdict, sentence });
  };
  const observer = new MutationObserver(note);
  const look = (): void => {
    if (path?.isConnected === true) return;
    observer.disconnect();
    path = find(document);
    if (path !== undefined) observer.observe(path, { attributes: true });
    if (path?.shadowRoot)
      observer.observe(path.shadowRoot, { childList: true, subtree: true, characterData: true });
    note();
  };
  look();
  const timers = [setInterval(() => void take(), everyMs), setInterval(look, everyMs)];
  const end = (): void => {
    for (const timer of timers) clearInterval(timer);
    observer.disconnect();
  };
  scope.watchOfTheCall = { moments, shown, end };
}

/** Runs in the page. */
function soFar(): Watched {
  const { moments, shown } = (globalThis as unknown as Scope).watchOfTheCall;
  return { moments, shown };
}

/** Runs in the page. */
function end(): void {
  (globalThis as unknown as Scope).watchOfTheCall.end();
}

export interface CallWatch {
  /** Everything from the beginning of the watch until now. */
  soFar(): Promise<Watched>;
  end(): Promise<void>;
}

const EVERY_MS = 30;

/** Begins to watch the call of this page. */
export async function watchCallOf(page: Page): Promise<CallWatch> {
  await page.evaluate(begin, EVERY_MS);
  return { soFar: () => page.evaluate(soFar), end: () => page.evaluate(end) };
}
