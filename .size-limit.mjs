// Size budgets, in bytes after gzip. Vite's manifest says what the browser loads before sign-in.
import { readFileSync } from 'node:fs';

const dist = new URL('./dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

/** The files of a chunk and of everything it imports statically. */
function filesOf(key, seen = new Set()) {
  if (seen.has(key)) return [];
  seen.add(key);
  const { file, css = [], imports = [] } = manifest[key];
  return [file, ...css, ...imports.flatMap((name) => filesOf(name, seen))];
}

const firstLoad = Object.keys(manifest)
  .filter((key) => manifest[key].isEntry)
  .flatMap((key) => filesOf(key));

export default [
  {
    name: 'first load, before sign-in (HTML, entry and its static imports)',
    path: ['dist/index.html', ...[...new Set(firstLoad)].map((file) => `dist/${file}`)],
    gzip: true,
    limit: '60 kB',
  },
  {
    name: 'all JavaScript, the service worker included',
    path: ['dist/assets/**/*.js', 'dist/sw.js'],
    gzip: true,
    limit: '160 kB',
  },
];
