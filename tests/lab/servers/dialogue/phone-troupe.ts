// The scripted phones as a test sees them: orders go in, answers come out, one after the other.
import type { ChildProcess } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import type { LabNetwork } from '../../network/types.ts';

const PROGRAM = 'tests/lab/servers/dialogue/programs/phones.ts';

export class PhoneTroupe {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcess, lines: Interface) {
    this.#child = child;
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /** Starts the phones in the web server's namespace. */
  static async start(network: LabNetwork, domain: string): Promise<PhoneTroupe> {
    const { command, args } = await network.program(PROGRAM);
    const stdio = ['pipe', 'pipe', 'inherit'] as const;
    const child = network.spawn(network.hosts.web.namespace, command, [...args, domain], {
      stdio: [...stdio],
    });
    if (child.stdout === null) throw new Error('the phones have no voice');
    return new PhoneTroupe(child, createInterface({ input: child.stdout }));
  }

  /** Lets the phone of a user do something; resolves to what came of it. */
  async do(user: string, act: string, given?: string): Promise<unknown> {
    this.#child.stdin?.write(`${JSON.stringify({ user, act, with: given })}\n`);
    const line = await this.#lines.next();
    if (line.done === true) throw new Error('the phones have ended');
    return JSON.parse(line.value) as unknown;
  }

  end(): void {
    this.#child.stdin?.end();
  }
}
