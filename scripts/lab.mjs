// npm run lab -- up | down | status | install: the NAT lab, to play in. Linux and root.
import './lib/require-node.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main } from './lib/progress.mjs';
import { withTypeScript } from './lib/typescript.mjs';

await main(async () => {
  await ensureInstalled();
  return withTypeScript(async (load) => {
    const { lab } = await load('tests/lab/cli.ts');
    return lab(process.argv.slice(2));
  });
});
