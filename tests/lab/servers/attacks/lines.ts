// Raw SIP lines as a test sees them: it opens them in a namespace, says what goes out, and takes what came in.
import type { ChildProcess } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import type { LabHost, LabNetwork } from '../../network/types.ts';
import type { Ends, LineKind } from './sip-line.ts';

const PROGRAM = 'tests/lab/servers/attacks/programs/lines.ts';
const PORTS: Readonly<Record<LineKind, number>> = { udp: 5060, tcp: 5060, tls: 8443, wss: 443 };
const PATIENCE_MS = 3000;

/** How long what must not come is waited for. */
export const SILENCE_MS = 1200;

/** One line to a server. */
export interface Line {
  readonly kind: LineKind;
  /** Its own end as it sees that; empty for a WebSocket. */
  readonly ends: Ends;
  send(text: string): Promise<void>;
  /** The first that fits of what came and wasn't taken yet; undefined where none comes within `ms`, by default 3000. */
  take(pattern: RegExp, ms?: number): Promise<string | undefined>;
  /** All that ever came. */
  heard(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The lines of one host. */
export class Lines {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  #last: Promise<unknown> = Promise.resolve();
  #count = 0;

  private constructor(child: ChildProcess, answers: Interface) {
    this.#child = child;
    this.#answers = answers[Symbol.asyncIterator]();
  }

  static async start(network: LabNetwork, host: LabHost): Promise<Lines> {
    const { command, args } = await network.program(PROGRAM);
    const child = network.spawn(host.namespace, command, [...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (child.stdout === null) throw new Error('the lines have no voice');
    return new Lines(child, createInterface({ input: child.stdout }));
  }

  /** Opens a line to the usual port of its kind; throws where the server lets none in. */
  async open(kind: LineKind, host: string, port = PORTS[kind]): Promise<Line> {
    const line = String(++this.#count);
    const ends = await this.#order({ line, act: 'open', kind, host, port });
    if (typeof ends === 'string') throw new Error(ends);
    return {
      kind,
      ends: ends as Ends,
      send: async (text) => {
        await this.#order({ line, act: 'send', text });
      },
      take: async (pattern, ms = PATIENCE_MS) =>
        ((await this.#order({ line, act: 'take', pattern: pattern.source, ms })) as string | null) ??
        undefined,
      heard: async () => (await this.#order({ line, act: 'heard' })) as string[],
      close: async () => {
        await this.#order({ line, act: 'close' });
      },
    };
  }

  end(): void {
    this.#child.stdin?.end();
  }

  /** One order after the other: answers come in the same order. */
  #order(order: object): Promise<unknown> {
    const answer = this.#last.then(async () => {
      this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
      const next = await this.#answers.next();
      if (next.done === true) throw new Error('the lines have ended');
      return JSON.parse(next.value) as unknown;
    });
    this.#last = answer.catch(() => undefined);
    return answer;
  }
}
