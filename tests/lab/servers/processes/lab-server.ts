// One server in a namespace: started, waited for until it answers, ended with all its workers. Its output goes to a file.
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { LabNetwork } from '../../network/types.ts';
import type { Server } from '../types.ts';
import { isAlive, processTree, signalAll } from './process-tree.ts';

const LOG_TAIL = 2000;
const END_MS = 8000;
const LOOK_AGAIN_MS = 20;

/** What there is to know about a server before it runs. */
export interface ServerPlan {
  readonly name: string;
  readonly namespace: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly logFile: string;
  /** Resolves when it answers, rejects when it doesn't in time; `isRunning` turns false where it ended. */
  readonly ready: (isRunning: () => boolean) => Promise<void>;
}

export class LabServer implements Server {
  readonly name: string;
  readonly #network: LabNetwork;
  readonly #plan: ServerPlan;
  #child: ChildProcess | undefined;

  constructor(network: LabNetwork, plan: ServerPlan) {
    this.name = plan.name;
    this.#network = network;
    this.#plan = plan;
  }

  get pid(): number | undefined {
    return this.#isRunning() ? this.#child?.pid : undefined;
  }

  async start(): Promise<void> {
    if (this.#isRunning()) throw new Error(`${this.name} runs already`);
    const { namespace, command, args, logFile, ready } = this.#plan;
    const output = openSync(logFile, 'a');
    try {
      this.#child = this.#network.spawn(namespace, command, args, { stdio: ['ignore', output, output] });
      await this.#spawned(this.#child);
    } finally {
      closeSync(output);
    }
    try {
      await ready(() => this.#isRunning());
    } catch (error) {
      await this.kill();
      const tail = (await this.log()).slice(-LOG_TAIL);
      throw new Error(`${this.name} does not answer. The end of its log:\n${tail}`, { cause: error });
    }
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  log(): Promise<string> {
    return readFile(this.#plan.logFile, 'utf8');
  }

  #isRunning(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  #spawned(child: ChildProcess): Promise<void> {
    return new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
  }

  /** Main process first at SIGTERM: workers follow it. Whatever is left at the deadline is killed. */
  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const pid = this.pid;
    if (pid === undefined) return;
    const tree = processTree(pid);
    signalAll(signal === 'SIGTERM' ? [pid] : tree, signal);
    const until = Date.now() + END_MS;
    while (tree.some(isAlive) || this.#isRunning()) {
      if (Date.now() > until) signalAll(tree, 'SIGKILL');
      await wait(LOOK_AGAIN_MS);
    }
  }
}
