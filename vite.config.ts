// How the app is built: modern browsers, hashed assets, no inline script or style (the CSP allows none), and a service
// worker from src/sw.ts that the app registers by itself. Development serves the demo PBX behind the same origin.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, normalizePath, type Plugin, type ProxyOptions } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { metaContentSecurityPolicy } from './server/web/security-headers.ts';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** `npm run dev` says where the PBX listens; without it there is no demo. */
function demoProxy(): Record<string, ProxyOptions> {
  const port = process.env['BOTHWAYS_PBX_PORT'];
  if (port === undefined) return {};
  const target = `http://127.0.0.1:${port}`;
  return { '/sip': { target, ws: true }, '/demo': { target }, '/setup': { target } };
}

// What the page loads at first is one file: on a phone's network each further request costs a round trip. The rest
// comes screen by screen, with one file for what many screens share.
const MAIN = normalizePath(fileURLToPath(new URL('src/main.ts', import.meta.url)));

interface Modules {
  getModuleInfo(id: string): { readonly importers: readonly string[] } | null;
}

const inFirst = new Map<string, boolean>();

/** Whether a module is loaded with the page: main.ts, or imported by one that is. */
function isFirst(id: string, modules: Modules): boolean {
  const known = inFirst.get(id);
  if (known !== undefined) return known;
  inFirst.set(id, false);
  const first =
    id === MAIN || (modules.getModuleInfo(id)?.importers ?? []).some((each) => isFirst(each, modules));
  inFirst.set(id, first);
  return first;
}

const chunkOf = (id: string, modules: Modules): string | null => (isFirst(id, modules) ? 'first' : null);

/** The policy stands in the built page too, before anything it governs: not every web server sends the header. Where one does, both hold. */
const policyInPage: Plugin = {
  name: 'bothways:policy-in-page',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: metaContentSecurityPolicy() },
      injectTo: 'head-prepend',
    },
  ],
};

const icon = (file: string, sizes: string, purpose: string) => ({
  src: `/icons/${file}`,
  sizes,
  type: file.endsWith('.svg') ? 'image/svg+xml' : 'image/png',
  purpose,
});

export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify(version) },
  build: {
    target: 'es2022',
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: chunkOf }, { name: 'shared', minShareCount: 3 }] } },
    },
  },
  server: { proxy: demoProxy() },
  plugins: [
    policyInPage,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      injectRegister: false,
      registerType: 'prompt',
      injectManifest: { globPatterns: ['**/*.{js,css,html,svg,png,webmanifest,mp3,ogg,wav}'] },
      manifest: {
        id: '/',
        name: 'Bothways',
        short_name: 'Bothways',
        description: 'A phone in the browser that never leaves you with one-way audio',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        theme_color: '#f6f2ea',
        background_color: '#f6f2ea',
        categories: ['communication', 'business', 'utilities'],
        icons: [
          icon('icon-192.png', '192x192', 'any'),
          icon('icon-512.png', '512x512', 'any'),
          icon('maskable-192.png', '192x192', 'maskable'),
          icon('maskable-512.png', '512x512', 'maskable'),
          icon('mark.svg', 'any', 'any'),
        ],
      },
    }),
  ],
});
