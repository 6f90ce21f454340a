// Runs child processes: shown or captured, and ended together with this one.
import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/** How long a child may take to follow Ctrl-C, which a terminal sends to it as well, before it is asked once more. */
const PATIENCE_MS = 2_000;
const LAST_CALL_MS = 10_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const running = new Set();
let stopping = false;

/** Ends every child that still runs. */
export const endAll = (signal = 'SIGTERM') => running.forEach((child) => child.kill(signal));

function stopAll(signal) {
  if (stopping) return;
  stopping = true;
  if (signal === 'SIGINT') setTimeout(() => endAll('SIGTERM'), PATIENCE_MS).unref();
  else endAll('SIGTERM');
  setTimeout(() => endAll('SIGKILL'), LAST_CALL_MS).unref();
}

/** Signals are this module's business only while a child runs; between children they end the script as usual. */
function keep(child) {
  if (running.size === 0) for (const signal of SIGNALS) process.on(signal, stopAll);
  running.add(child);
}

function forget(child) {
  running.delete(child);
  if (running.size === 0) for (const signal of SIGNALS) process.off(signal, stopAll);
}

/** True once Ctrl-C or a termination signal arrived: whoever starts several children starts no more. */
export const isStopping = () => stopping;

function start(command, args, { show = false, env = {}, cwd = root, shell = false, onMessage }) {
  const streams = show ? ['inherit', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
  return spawn(command, args, {
    cwd,
    shell,
    stdio: onMessage === undefined ? streams : [...streams, 'ipc'],
    env: { ...process.env, ...env },
  });
}

/** Ends a child that takes longer than `limitMs`; the returned function calls that off. */
function limit(child, limitMs) {
  if (limitMs === undefined) return () => undefined;
  const soft = setTimeout(() => child.kill('SIGTERM'), limitMs);
  const hard = setTimeout(() => child.kill('SIGKILL'), limitMs + LAST_CALL_MS);
  return () => [soft, hard].forEach(clearTimeout);
}

/**
 * Runs `command`, waits for its end and resolves to `{ code, output }`.
 * `show: true` gives it this terminal (`output` stays empty); otherwise its output is captured.
 * `limitMs` ends it when it takes longer; `onMessage` gets what it sends over IPC; `cwd`, `env`, `shell` are those of `spawn`.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, options);
    keep(child);
    const callOff = limit(child, options.limitMs);
    let output = '';
    const collect = (chunk) => (output += String(chunk));
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const finish = (settle) => {
      callOff();
      forget(child);
      settle();
    };
    if (options.onMessage !== undefined) child.on('message', options.onMessage);
    child.on('error', (error) => finish(() => reject(error)));
    child.on('close', (code, signal) =>
      finish(() => resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 1), output })),
    );
  });
}

/** Runs a JavaScript file with this same Node. */
export const runNode = (file, args, options) => run(process.execPath, [file, ...args], options);
