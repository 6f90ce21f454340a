// What a process and its workers cost, from /proc: CPU time and memory that is not shared twice.
import { readFileSync } from 'node:fs';
import { processTree } from '../../lab/servers/processes/process-tree.ts';

const TICKS_A_SECOND = 100;
const KILOBYTE = 1024;

export interface Usage {
  readonly cpuSeconds: number;
  /** Proportional set size: pages that several workers share count once. */
  readonly bytes: number;
}

function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

function bytesOf(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+)/mu.exec(rollup)?.[1] ?? 0) * KILOBYTE;
}

/** Of a process and all that descend from it. */
export function usageOf(root: number): Usage {
  const pids = processTree(root);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return { cpuSeconds: sum(pids.map(cpuOf)), bytes: sum(pids.map(bytesOf)) };
}

/** Bytes of the whole machine's kernel objects (sockets, among others): what it grows by is an estimate. */
export function kernelBytes(): number {
  return Number(/^Slab:\s+(\d+)/mu.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0) * KILOBYTE;
}
