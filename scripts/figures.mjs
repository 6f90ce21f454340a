// npm run figures -- [--fault NAME[,NAME]] [--tries 20] [--rtt 80] [--jitter 10] [--peer app|plain]: how soon the phone tells what is wrong with the
// sound, and how soon it is back, measured in the NAT lab. Linux and root. Prints a table in Markdown; without --fault, of every fault.
import './lib/require-node.mjs';
import { parseArgs } from 'node:util';
import { runNode } from './lib/child.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureLabPackages } from './lib/lab-packages.mjs';
import { bin } from './lib/paths.mjs';
import { main } from './lib/progress.mjs';

const { values } = parseArgs({
  options: {
    fault: { type: 'string', default: '' },
    tries: { type: 'string', default: '20' },
    rtt: { type: 'string', default: '0' },
    jitter: { type: 'string' },
    peer: { type: 'string', default: 'app' },
  },
});

await main(async () => {
  await ensureInstalled();
  await ensureLabPackages();
  const env = {
    FIGURES_FAULTS: values.fault,
    FIGURES_TRIES: values.tries,
    FIGURES_RTT: values.rtt,
    // Ten milliseconds more or less, as on an ordinary line; none where there is no distance either.
    FIGURES_JITTER: values.jitter ?? (values.rtt === '0' ? '0' : '10'),
    FIGURES_PEER: values.peer,
  };
  const args = ['test', '--config', 'playwright.figures.config.ts', 'figures.figures'];
  const { code } = await runNode(bin.playwright, args, { show: true, env });
  return code;
});
