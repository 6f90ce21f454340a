// One lab at a time on a machine: a file with the holder's pid, made whole by link(2). It is held as long as its owner or its
// guardian lives; then it is stale, and whoever wants the lab next sweeps what is left.
import { linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { LabError } from '../lab-error.ts';
import { LOCK_FILE } from './places.ts';
import { sweep } from './sweep.ts';

const LOOK_AGAIN_MS = 100;

/** Who holds the lab. Start times (ticks since boot) tell a process from a later one with the same pid. */
export interface Holder {
  readonly pid: number;
  readonly startedAt: string;
  readonly command: string;
  readonly since: string;
  readonly guardian?: { readonly pid: number; readonly startedAt: string };
}

/** When a process started, or undefined where there is none. Field 22 of proc(5) stat. */
export function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined; // gone
  }
}

const lives = (one: { pid: number; startedAt: string } | undefined): boolean =>
  one !== undefined && startOf(one.pid) === one.startedAt;

/** The lock as it is, or undefined where nobody has it. */
export function readHolder(): Holder | undefined {
  try {
    return JSON.parse(readFileSync(LOCK_FILE, 'utf8')) as Holder;
  } catch {
    return undefined; // no lock
  }
}

/** Whether the lab is in use, or still being swept by its guardian. */
export const isHeld = (holder: Holder | undefined): holder is Holder =>
  holder !== undefined && (lives(holder) || lives(holder.guardian));

const self = (): Holder => ({
  pid: process.pid,
  startedAt: startOf(process.pid) ?? '',
  command: process.argv.slice(1).join(' '),
  since: new Date().toISOString(),
});

function tryToTake(): boolean {
  const draft = `${LOCK_FILE}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(self()));
  try {
    linkSync(draft, LOCK_FILE);
    return true;
  } catch {
    return false; // another has it
  } finally {
    unlinkSync(draft);
  }
}

/** Notes the guardian in our own lock: while it sweeps after our death, the lab is not free. */
export function noteGuardian(pid: number): void {
  const guardian = { pid, startedAt: startOf(pid) ?? '' };
  writeFileSync(LOCK_FILE, JSON.stringify({ ...self(), guardian }));
}

/**
 * Takes the lab, waiting up to `patienceMs` for whoever has it, and clears what a crashed run has left.
 * Throws `LabError` that says who holds it.
 */
export async function takeLock(patienceMs: number, onWait: (line: string) => void): Promise<void> {
  const until = Date.now() + patienceMs;
  let told = false;
  for (;;) {
    const holder = readHolder();
    if (!isHeld(holder)) {
      await sweep();
      if (tryToTake()) return;
      continue;
    }
    const line = `The lab is held by process ${holder.pid} since ${holder.since}: ${holder.command}`;
    if (Date.now() >= until) throw new LabError(line);
    if (!told) onWait(`${line}. Waiting ...`);
    told = true;
    await wait(LOOK_AGAIN_MS);
  }
}
