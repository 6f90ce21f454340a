// npm run dev: Vite with hot reload, and the demo PBX behind it under the same origin (/sip and /demo).
// A reload of the page ends its calls; to try the phone itself, use npm start. Arguments go to Vite.
import './lib/require-node.mjs';
import { ensureServerBuilt } from './lib/build.mjs';
import { endAll, runNode } from './lib/child.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { bin, inRoot } from './lib/paths.mjs';
import { Problem, main, say } from './lib/progress.mjs';

/** Starts the PBX on a free port: its end, and its port once it listens. */
function startPbx() {
  let ended;
  const port = new Promise((resolve, reject) => {
    const onMessage = (message) => {
      if (message?.type === 'ready') resolve(message.port);
    };
    ended = runNode(inRoot('dist-server/pbx.js'), ['--port', '0'], { show: true, onMessage });
    ended.then(() => reject(new Problem('The demo PBX ended before it was ready.')), reject);
  });
  return { ended, port };
}

await main(async () => {
  await ensureInstalled();
  await ensureServerBuilt(() => say('Building the demo server ...'));
  const pbx = startPbx();
  const env = { BOTHWAYS_PBX_PORT: String(await pbx.port) };
  const vite = runNode(bin.vite, process.argv.slice(2), { show: true, env });
  const { code } = await Promise.race([vite, pbx.ended]);
  endAll();
  await Promise.all([vite, pbx.ended]);
  return code;
});
