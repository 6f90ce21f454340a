// Runs commands to their end with captured output. For the lab's own tools: ip, nft, conntrack, tc, sh.
import { spawn } from 'node:child_process';
import { LabError } from '../lab-error.ts';
import type { ExecOptions, ExecResult } from '../types.ts';

const DEFAULT_TIMEOUT_MS = 30_000;
const TIMED_OUT = 124;
const SIGNALLED = 128;

/** The command line for a person to read. */
export const lineOf = (command: string, args: readonly string[]): string => [command, ...args].join(' ');

function checked(line: string, result: ExecResult, options: ExecOptions): ExecResult {
  if (options.check !== true || result.code === 0) return result;
  throw new LabError(`${line} ended with ${result.code}: ${(result.stderr || result.stdout).trim()}`);
}

/** Runs `command` on the machine itself, without a shell. Throws `LabError` where there is no such program. */
export async function run(
  command: string,
  args: readonly string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  const line = lineOf(command, args);
  const result = await new Promise<ExecResult>((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...options.env } });
    const output = { stdout: '', stderr: '' };
    let timedOut = false;
    const limit = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
    child.once('error', (error) => {
      clearTimeout(limit);
      reject(new LabError(`${line} can't be run: ${error.message}`, { cause: error }));
    });
    child.once('close', (code) => {
      clearTimeout(limit);
      resolve({ ...output, code: timedOut ? TIMED_OUT : (code ?? SIGNALLED) });
    });
    child.stdin.on('error', () => child.stdin.destroy()); // it ended without reading: its exit code says why
    child.stdin.end(options.input ?? '');
  });
  return checked(line, result, options);
}

/** Runs a shell script inside a namespace's network (nothing mounted: fast). Throws `LabError` where a line of it fails. */
export const runIn = (namespace: string, script: string, input = ''): Promise<ExecResult> =>
  run('nsenter', [`--net=/run/netns/${namespace}`, 'sh', '-ec', script], { input, check: true });
