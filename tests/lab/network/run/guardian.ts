// One lab at a time on a machine, and none that outlives its owner. The guardian is a shell in a session of its own that has the
// kernel's lock, clears what a crashed run left, and then holds one end of a pipe. When the owner lowers the lab, or is gone,
// however it went (Ctrl-C, SIGTERM, SIGKILL, a crash), the pipe closes: the guardian sweeps, and the lock goes with it.
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { LabError } from '../lab-error.ts';
import { HOLDER_FILE } from './places.ts';
import { run } from './process.ts';
import { SWEEP_SCRIPT } from './sweep.ts';

/** What is locked, flock(1): a file that every machine with a lab has, and that nobody else locks. So no lock file stays. */
const LOCKED = '/usr/sbin/nft';
const CONFLICT = 99;

const SCRIPT = `trap '' INT HUP TERM
${SWEEP_SCRIPT}
printf '%s' "$LAB_HOLDER" > ${HOLDER_FILE}
echo ready
read word
${SWEEP_SCRIPT}`;

/** Who has the lab, in words. */
export function holderLine(): string {
  try {
    return `The lab is held by ${readFileSync(HOLDER_FILE, 'utf8')}`;
  } catch {
    return 'The lab is held by a run that just starts or ends'; // it has not written yet, or has swept
  }
}

const self = (): string =>
  `process ${process.pid} since ${new Date().toISOString()}: ${process.argv.slice(1).join(' ')}`;

const start = (patienceMs: number): ChildProcess =>
  spawn(
    'flock',
    ['-w', String(patienceMs / 1000), '-E', String(CONFLICT), '--no-fork', LOCKED, 'sh', '-c', SCRIPT],
    {
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, LAB_HOLDER: self() },
    },
  );

/** Whether it has the lock now; false where another run has it. */
function isReady(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', () => resolve(true));
    child.once('error', (error) => reject(new LabError("The lab's guardian can't start.", { cause: error })));
    child.once('exit', (code) => {
      if (code === CONFLICT) resolve(false);
      else reject(new LabError(`The lab's guardian ended with ${code ?? 'a signal'}.`));
    });
  });
}

/** A lab that nobody lowers must not keep Node alive. */
function letGo(child: ChildProcess): void {
  child.unref();
  for (const pipe of [child.stdin, child.stdout]) if (pipe instanceof Socket) pipe.unref();
}

/** Ends the lab: resolves when all of it is gone. */
export type Release = () => Promise<void>;

/**
 * Takes the lab, waiting up to `patienceMs` for whoever has it; nothing of an earlier one is left then.
 * Throws `LabError` that says who has it.
 */
export async function takeLab(patienceMs: number, say: (line: string) => void): Promise<Release> {
  let child = start(0);
  if (!(await isReady(child))) {
    if (patienceMs === 0) throw new LabError(holderLine());
    say(`${holderLine()}. Waiting ...`);
    child = start(patienceMs);
    if (!(await isReady(child))) throw new LabError(holderLine());
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  letGo(child);
  return async () => {
    child.ref();
    child.stdin?.end();
    await ended;
  };
}

/** Whether a run has the lab. */
export async function isHeld(): Promise<boolean> {
  const { code } = await run('flock', ['-n', '-E', String(CONFLICT), LOCKED, 'true']);
  return code === CONFLICT;
}
