// Runs in a namespace: raw SIP lines that do what lines on standard input say, one JSON answer an order.
// {"line":"a","act":"open","kind":"udp","host":"203.0.113.10","port":5060}, {"line":"a","act":"send","text":"..."},
// {"line":"a","act":"take","pattern":"^SIP/2.0 200","ms":2000}: the first of what was heard and not taken yet that fits, or null.
import { createInterface } from 'node:readline';
import { type LineKind, type Wire, openWire } from '../sip-line.ts';

type Order = { readonly line: string } & (
  | { readonly act: 'open'; readonly kind: LineKind; readonly host: string; readonly port: number }
  | { readonly act: 'send'; readonly text: string }
  | { readonly act: 'take'; readonly pattern: string; readonly ms: number }
  | { readonly act: 'heard' }
  | { readonly act: 'close' }
);

class Line {
  readonly heard: string[] = [];
  #wire: Wire | undefined;
  #taken: string[] = [];
  #listener: (() => void) | undefined;

  async open(kind: LineKind, host: string, port: number): Promise<unknown> {
    this.#wire = await openWire(kind, host, port, (text) => {
      this.heard.push(text);
      this.#taken.push(text);
      this.#listener?.();
    });
    return this.#wire.ends;
  }

  send(text: string): void {
    this.#wire?.send(text);
  }

  take(pattern: RegExp, ms: number): Promise<string | undefined> {
    return new Promise((resolve) => {
      const end = (found: string | undefined): void => {
        clearTimeout(limit);
        this.#listener = undefined;
        resolve(found);
      };
      const limit = setTimeout(() => end(undefined), ms);
      const look = (): void => {
        const at = this.#taken.findIndex((text) => pattern.test(text));
        if (at !== -1) end(this.#taken.splice(at, 1)[0]);
      };
      this.#listener = look;
      look();
    });
  }

  close(): void {
    this.#wire?.close();
  }
}

const lines = new Map<string, Line>();

async function obey(order: Order): Promise<unknown> {
  const line = lines.get(order.line) ?? new Line();
  lines.set(order.line, line);
  switch (order.act) {
    case 'open':
      return line.open(order.kind, order.host, order.port);
    case 'send':
      line.send(order.text);
      return undefined;
    case 'take':
      return line.take(new RegExp(order.pattern, 'mu'), order.ms);
    case 'heard':
      return line.heard;
    case 'close':
      line.close();
      return undefined;
  }
}

for await (const text of createInterface({ input: process.stdin })) {
  const outcome = await obey(JSON.parse(text) as Order).catch((error: unknown) => `failed: ${String(error)}`);
  process.stdout.write(`${JSON.stringify(outcome ?? null)}\n`);
}
process.exit(0);
