// Size budgets, in bytes after gzip. The page names what the browser loads before sign-in: its script, what that script
// imports (Vite adds a preload for each) and the style sheet. The sum of all JavaScript covers what few people ever load: the
// trace, the server editor, the reader of pasted lists (JSON5, 10 kB), the reader of dialled numbers (8 kB), setup links (8 kB), sound tests, help per browser, the words for what servers do wrong. Digests by SHA-256 (noble, 4 kB). A call needs about 137 kB of it.
// Long lists draw what is in view by TanStack Virtual (9 kB).
import { readFileSync } from 'node:fs';

const page = readFileSync(new URL('./dist/index.html', import.meta.url), 'utf8');
const firstLoad = [...page.matchAll(/"\/(assets\/[^"]+\.(?:js|css))"/gu)].map(([, file]) => file);
if (!firstLoad.some((file) => file?.endsWith('.js'))) throw new Error('dist/index.html names no script');

export default [
  {
    name: 'first load, before sign-in (HTML, script and style)',
    path: ['dist/index.html', ...firstLoad.map((file) => `dist/${file}`)],
    gzip: true,
    limit: '47.5 kB',
  },
  {
    name: 'all JavaScript, the service worker included',
    path: ['dist/assets/**/*.js', 'dist/sw.js'],
    gzip: true,
    limit: '360 kB',
  },
];
