// Keeps the PBX process running: forks it, learns its ports, starts it again with the same ones when it dies.
// Owns the child; the child ends by itself when this process is gone (its IPC channel closes).
import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { backoffMs } from '../shared/backoff.ts';
import { isReceiptOf, type FaultOrder } from '../shared/fault-order.ts';

export interface PbxPorts {
  readonly port: number;
  readonly turnPort: number;
  readonly turnsPort: number | undefined;
}

export interface SupervisorOptions {
  /** The built PBX entry. */
  readonly module: string;
  /** Arguments without ports, for every start. */
  readonly args: readonly string[];
  /** Where the PBX's lines go. */
  readonly output: 'inherit' | 'ignore';
  readonly onRestart?: (attempt: number) => void;
}

const STEADY_MS = 30_000;
const START_DEADLINE_MS = 20_000;
const END_DEADLINE_MS = 3000;

function portArguments(ports: PbxPorts | undefined): string[] {
  if (ports === undefined) return ['--port', '0'];
  const turns = ports.turnsPort === undefined ? [] : ['--turns-port', String(ports.turnsPort)];
  return ['--port', String(ports.port), '--turn-port', String(ports.turnPort), ...turns];
}

function isReady(message: unknown): message is PbxPorts & { type: 'ready' } {
  return typeof message === 'object' && message !== null && (message as { type?: unknown }).type === 'ready';
}

export class PbxSupervisor {
  readonly #turnSecret = randomBytes(24).toString('hex');
  /** By which the PBX knows what this process hands on. */
  readonly gatewaySecret = randomBytes(24).toString('hex');
  #child: ChildProcess | undefined;
  #ports: PbxPorts | undefined;
  #isUp = false;
  #isWanted = false;
  #failures = 0;
  #orders = 0;
  #retry: NodeJS.Timeout | undefined;

  constructor(private readonly options: SupervisorOptions) {}

  /** The ports while the PBX is up, else undefined. */
  get ports(): PbxPorts | undefined {
    return this.#isUp ? this.#ports : undefined;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the PBX; resolves when it serves. Rejects where it ends or is silent instead. */
  async start(): Promise<PbxPorts> {
    this.#isWanted = true;
    clearTimeout(this.#retry);
    if (this.#child !== undefined && this.#isUp && this.#ports !== undefined) return this.#ports;
    return this.#launch();
  }

  /** Ends the PBX and leaves it ended. */
  async stop(): Promise<void> {
    this.#isWanted = false;
    clearTimeout(this.#retry);
    const child = this.#child;
    if (child === undefined) return;
    const ended = new Promise<void>((resolve) =>
      child.once('exit', () => {
        resolve();
      }),
    );
    child.kill('SIGTERM');
    const deadline = setTimeout(() => child.kill('SIGKILL'), END_DEADLINE_MS);
    await ended;
    clearTimeout(deadline);
  }

  /** Tells the PBX to do something to its flows; resolves when it has. Rejects where there is no PBX. */
  async fault(fault: FaultOrder['fault'], user?: string): Promise<void> {
    const child = this.#child;
    if (child === undefined) throw new Error('there is no PBX to tell');
    const id = ++this.#orders;
    const order: FaultOrder = { type: 'fault', id, fault, ...(user === undefined ? {} : { user }) };
    await new Promise<void>((resolve, reject) => {
      const isOver = (): void => {
        reject(new Error('the PBX has ended'));
      };
      const take = (message: unknown): void => {
        if (!isReceiptOf(message, id)) return;
        child.off('message', take).off('exit', isOver);
        resolve();
      };
      child.on('message', take).once('exit', isOver);
      child.send(order);
    });
  }

  #launch(): Promise<PbxPorts> {
    const { module, args, output } = this.options;
    const child = fork(module, [...args, ...portArguments(this.#ports)], {
      stdio: ['ignore', output, 'inherit', 'ipc'],
      execArgv: [],
      env: {
        ...process.env,
        BOTHWAYS_TURN_SECRET: this.#turnSecret,
        BOTHWAYS_GATEWAY_SECRET: this.gatewaySecret,
      },
    });
    this.#child = child;
    const startedAt = Date.now();
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => child.kill('SIGKILL'), START_DEADLINE_MS);
      child.on('message', (message: unknown) => {
        if (!isReady(message)) return;
        clearTimeout(deadline);
        const { port, turnPort, turnsPort } = message;
        this.#ports = { port, turnPort, turnsPort };
        this.#isUp = true;
        resolve(this.#ports);
      });
      child.on('error', reject);
      child.on('exit', () => {
        clearTimeout(deadline);
        this.#ended(child, Date.now() - startedAt);
        reject(new Error('the demo PBX ended before it was ready'));
      });
    });
  }

  #ended(child: ChildProcess, ageMs: number): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#isUp = false;
    if (!this.#isWanted || this.#ports === undefined) return;
    this.#failures = ageMs > STEADY_MS ? 0 : this.#failures + 1;
    this.options.onRestart?.(this.#failures);
    this.#retry = setTimeout(
      () => {
        this.#launch().catch(() => undefined); // its end has set the next attempt already
      },
      backoffMs(Math.max(0, this.#failures - 1)),
    );
  }
}
