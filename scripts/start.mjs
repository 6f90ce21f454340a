// npm start: from a fresh clone to a phone that really calls. Installs and builds what is missing, then serves
// the built app with the demo PBX. Every argument goes to the demo server (--port N, --lan, --host H).
import './lib/require-node.mjs';
import { isStopping, runNode } from './lib/child.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { main, say } from './lib/progress.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt(() => say('Building ...'));
  if (isStopping()) return 130;
  const { code } = await runNode(inRoot('dist-server/demo.js'), process.argv.slice(2), { show: true });
  return code;
});
