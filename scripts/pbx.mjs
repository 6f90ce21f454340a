// npm run pbx: the demo PBX alone, for a phone served from somewhere else. Arguments go to the PBX.
import './lib/require-node.mjs';
import { isStopping, runNode } from './lib/child.mjs';
import { ensureServerBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { main, say } from './lib/progress.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureServerBuilt(() => say('Building ...'));
  if (isStopping()) return 130;
  const { code } = await runNode(inRoot('dist-server/pbx.js'), process.argv.slice(2), { show: true });
  return code;
});
