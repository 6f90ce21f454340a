import { defineConfig } from 'vite';

/** Builds the demo PBX and the demo web server to plain Node modules in dist-server. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist-server',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: { pbx: 'server/pbx.ts', demo: 'server/demo.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
    },
  },
});
