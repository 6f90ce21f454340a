// The built app with one script more, ahead of all others, that gathers every error: for browsers whose driver tells of none.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BUILT = join(import.meta.dirname, '../../../dist');

/** Runs in the page, before anything else. */
function gather(): void {
  const complaints: string[] = [];
  Object.assign(globalThis, { complaints });
  addEventListener('error', ({ message }) => complaints.push(`uncaught: ${message}`), true);
  addEventListener('unhandledrejection', ({ reason }) => complaints.push(`rejected: ${String(reason)}`));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    complaints.push(`CSP: ${violatedDirective} ${blockedURI}`),
  );
  /* eslint-disable no-console -- what is written there is what is looked for */
  const { error } = console;
  console.error = (...said: unknown[]): void => {
    complaints.push(`console: ${said.map(String).join(' ')}`);
    error.apply(console, said);
  };
  /* eslint-enable no-console */
}

export interface WatchedSite {
  readonly folder: string;
  remove(): Promise<void>;
}

/** A copy of the built app that gathers its errors in `window.complaints`. */
export async function watchedSite(): Promise<WatchedSite> {
  const folder = await mkdtemp(join(tmpdir(), 'bothways-watched-'));
  await cp(BUILT, folder, { recursive: true });
  const page = join(folder, 'index.html');
  const html = await readFile(page, 'utf8');
  const watched = html.replace('<head>', '<head><script src="/gather.js"></script>');
  if (watched === html) throw new Error('the built page has no <head>');
  await writeFile(page, watched);
  await writeFile(join(folder, 'gather.js'), `(${gather.toString()})();\n`);
  // The compressed copies are of the page as it was.
  await Promise.all(['br', 'gz'].map((ending) => rm(`${page}.${ending}`, { force: true })));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
