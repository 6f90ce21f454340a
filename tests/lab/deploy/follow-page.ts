// Follows docs/deploy.md on a machine, block by block, as a reader would: types what stands there, and fills in the values where the
// page says so. What the tests have done already (packages, build) is looked at, not done again.
import { randomBytes } from 'node:crypto';
import type { Acme } from './acme/start.ts';
import type { Machine } from './machine.ts';
import { deployBlocks, type Block } from './page.ts';
import type { Variant } from './variants.ts';

const READY_SECONDS = 20;

/** Let's Encrypt's place is taken by the lab's authority, for certbot and for curl. */
function trustLab(machine: Machine, { directory, root }: Acme): Promise<string> {
  return machine.run(
    `echo 'server = ${directory}' >> /etc/letsencrypt/cli.ini\ncat >> /etc/ssl/certs/ca-certificates.crt <<'END'\n${root}END`,
  );
}

/** What a reader does to `values.json` with an editor; the domain is the example's, and the lab's internet is made of example networks. */
async function editValues(machine: Machine, { values }: Variant): Promise<void> {
  const example = JSON.parse(await machine.run('cat values.json')) as Record<string, string>;
  const secrets = Object.keys(example).filter((name) => name.endsWith('_SECRET'));
  const made = Object.fromEntries(secrets.map((name) => [name, randomBytes(32).toString('hex')]));
  const text = JSON.stringify({ ...example, EXAMPLE_NETWORKS: 'open', ...values, ...made }, undefined, 2);
  await machine.run(`cat > values.json <<'END'\n${text}\nEND`);
}

function lookAtPackages(machine: Machine, script: string): Promise<string> {
  const names = script.replace(/^apt-get install /u, '').trim();
  // What a package is called is not always what brings it: nodejs may come from elsewhere.
  return machine.run(
    `for p in ${names}; do case $p in nodejs) node --version;; nginx-light) nginx -v;; *) dpkg -s $p | grep '^Status: install ok';; esac; done`,
  );
}

/** Waits as systemd does for servers that say when they are ready (Type=notify): each door open, STUN over UDP answered. */
function waitForServers(machine: Machine, { tlsDoors }: Variant): Promise<string> {
  const open = tlsDoors.map((door) => `curl -sk -m 2 -o /dev/null https://${door}/; [ $? != 7 ]`).join(' && ');
  const stun = 'timeout 1 turnutils_stunclient turn.example.com | grep -q reflexive';
  return machine.run(
    `set +ex; for i in $(seq ${READY_SECONDS * 5}); do { ${open} && ${stun}; } && exit 0; sleep 0.2; done; exit 1`,
  );
}

async function follow({ mark, script }: Block, machine: Machine, variant: Variant): Promise<void> {
  if (mark === 'build') return;
  if (mark === 'packages') {
    await lookAtPackages(machine, script);
    return;
  }
  if (!variant.marks.includes(mark)) return;
  if (mark === 'check') await waitForServers(machine, variant);
  await machine.run(script);
  if (script.includes(' values.json\n') && script.includes('.example.json')) await editValues(machine, variant);
}

/** The whole page. Throws with the block that failed and what it said. */
export async function followPage(machine: Machine, variant: Variant, acme: Acme): Promise<void> {
  await trustLab(machine, acme);
  for (const block of deployBlocks()) {
    await follow(block, machine, variant).catch((cause: unknown) => {
      const said = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`a block of docs/deploy.md failed:\n${block.script}\nIt ${said}`, { cause });
    });
  }
}
