// The lab that is up: commands in its namespaces, its NATs, what must be undone, and its end.
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findChromium } from '../../../scripts/lib/chromium.mjs';
import { Client, applyNat, plugIntoFirst, plugIntoOwn } from './clients.ts';
import { LabError } from './lab-error.ts';
import type { Release } from './run/guardian.ts';
import { RUN_FOLDER } from './run/places.ts';
import { run } from './run/process.ts';
import { bundleProgram } from './run/programs.ts';
import { HOSTS, isBehindCarrier } from './topology.ts';
import type { ExecOptions, ExecResult, LabNetwork, NatKind, ShareOptions, Side } from './types.ts';

const IP = 'ip';
const NETNS_EXEC = ['netns', 'exec'] as const;

/** Made by `raiseNetwork`, which has the namespaces ready. */
export class RaisedNetwork implements LabNetwork {
  readonly hosts = HOSTS;
  readonly clients: readonly [Client, Client] = [new Client(0), new Client(1)];
  readonly #undos = new Set<() => Promise<void>>();
  readonly #bundles = new Map<string, Promise<string>>();
  readonly #release: Release;
  #behindCarrier: [boolean, boolean] = [false, false];
  #end: Promise<void> | undefined;
  #lastMove: Promise<unknown> = Promise.resolve();

  constructor(release: Release) {
    this.#release = release;
  }

  setNat(side: Side, kind: NatKind): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#isShared) await this.#unshare();
      await this.#nat(side, kind);
      await this.clients[side].moveTo({ nat: kind, shared: false });
    });
  }

  shareNat(kind: NatKind, options: ShareOptions = {}): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#isShared) await plugIntoOwn();
      await plugIntoFirst(options);
      await this.#nat(0, kind);
      await Promise.all(this.clients.map((client) => client.moveTo({ nat: kind, shared: true })));
    });
  }

  setSpareAddress(side: Side, spare: boolean): Promise<void> {
    this.clients[side].usesSpare = spare;
    return this.clients[side].applyAddress();
  }

  setLink(side: Side, up: boolean): Promise<void> {
    return this.clients[side].setLink(up);
  }

  exec(
    namespace: string,
    command: string,
    args: readonly string[] = [],
    options: ExecOptions = {},
  ): Promise<ExecResult> {
    return run(IP, [...NETNS_EXEC, namespace, command, ...args], options);
  }

  spawn(
    namespace: string,
    command: string,
    args: readonly string[] = [],
    options: SpawnOptions = {},
  ): ChildProcess {
    return spawn(IP, [...NETNS_EXEC, namespace, command, ...args], options);
  }

  wrapper(namespace: string, program: string): Promise<string> {
    const folder = join(RUN_FOLDER, 'wrappers');
    const path = join(folder, `${namespace}-${basename(program)}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${namespace} '${program}' "$@"\n`, { mode: 0o755 });
    return Promise.resolve(path);
  }

  chromiumWrapper(namespace: string): Promise<string> {
    const chromium = findChromium();
    if (chromium === undefined)
      throw new LabError('There is no Chromium on this machine: npm run lab -- install');
    return this.wrapper(namespace, chromium);
  }

  async program(path: string): Promise<{ readonly command: string; readonly args: readonly string[] }> {
    const bundle = this.#bundles.get(path) ?? bundleProgram(path);
    this.#bundles.set(path, bundle);
    return { command: process.execPath, args: [await bundle] };
  }

  onLower(undo: () => Promise<void>): () => void {
    this.#undos.add(undo);
    return () => this.#undos.delete(undo);
  }

  async undoAll(): Promise<void> {
    const undos = [...this.#undos].reverse();
    this.#undos.clear();
    const results: PromiseSettledResult<void>[] = [];
    for (const undo of undos) results.push(...(await Promise.allSettled([undo()])));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  lower(): Promise<void> {
    this.#end ??= this.#lower();
    return this.#end;
  }

  async #lower(): Promise<void> {
    try {
      await this.undoAll();
    } finally {
      await this.#release();
    }
  }

  /** Cables are moved one after the other: two calls at once would pull the same one. */
  #inTurn(move: () => Promise<void>): Promise<void> {
    const done = this.#lastMove.then(move);
    this.#lastMove = Promise.allSettled([done]);
    return done;
  }

  get #isShared(): boolean {
    return this.clients[1].place?.shared === true;
  }

  async #nat(index: Side, kind: NatKind): Promise<void> {
    await applyNat(index, kind, this.#behindCarrier[index]);
    this.#behindCarrier[index] = isBehindCarrier(kind);
  }

  /** Both clients are at home again: each behind the kind of NAT that they shared. */
  async #unshare(): Promise<void> {
    const { nat } = this.clients[0];
    await plugIntoOwn();
    await this.#nat(1, nat);
    await Promise.all(this.clients.map((client) => client.moveTo({ nat, shared: false })));
  }
}
