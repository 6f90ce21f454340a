// npm run build: the app into dist (with .gz and .br beside its texts) and the demo server into dist-server.
import './lib/require-node.mjs';
import { buildAll } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main, say } from './lib/progress.mjs';

await main(async () => {
  await ensureInstalled();
  say('Building ...');
  const output = await buildAll();
  if (output !== '') say(output);
  say('Built dist (any web server can serve it) and dist-server.');
});
