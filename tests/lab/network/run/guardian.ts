// A shell in a session of its own that holds the other end of a pipe: when the lab's owner is gone, however it went, the pipe
// closes and the guardian sweeps. Ctrl-C, SIGTERM, SIGKILL and a crash are then the same thing.
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { LabError } from '../lab-error.ts';
import { noteGuardian } from './lock.ts';
import { SWEEP_SCRIPT } from './sweep.ts';

const DONE = 'done';
const SCRIPT = `trap '' INT HUP TERM\nread word\n[ "$word" = ${DONE} ] && exit 0\n${SWEEP_SCRIPT}`;

/** Starts it; resolves to what sends it away after a sweep of our own. */
export async function startGuardian(): Promise<() => Promise<void>> {
  const child = spawn('sh', ['-c', SCRIPT], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(new LabError("The lab's guardian can't start.", { cause: error })));
  });
  if (child.pid !== undefined) noteGuardian(child.pid);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref(); // a lab that nobody lowers must not keep Node alive
  return async () => {
    child.ref();
    child.stdin.end(`${DONE}\n`);
    await ended;
  };
}
