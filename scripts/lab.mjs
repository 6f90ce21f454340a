// npm run lab -- up | down | status | install: the NAT lab, to play in. Linux and root.
import './lib/require-node.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { main } from './lib/progress.mjs';

await main(async () => {
  await ensureInstalled();
  const { createServer } = await import('vite');
  const loader = await createServer({
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false },
  });
  try {
    const { lab } = await loader.ssrLoadModule(inRoot('tests/lab/cli.ts'));
    return await lab(process.argv.slice(2));
  } finally {
    await loader.close();
  }
});
