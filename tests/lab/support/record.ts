// Results that people read: Markdown tables under .cache/lab, a row as soon as it is known, so that a failure loses none.
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = '.cache/lab/results';

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

/** A table of results; several workers in turn may add to the same one. */
export class Table {
  readonly #path: string;
  readonly #columns: readonly string[];

  constructor(name: string, ...columns: readonly string[]) {
    this.#path = join(FOLDER, `${name}.md`);
    this.#columns = columns;
  }

  add(...cells: readonly string[]): void {
    mkdirSync(FOLDER, { recursive: true });
    const head = existsSync(this.#path) ? '' : line(this.#columns) + line(this.#columns.map(() => '---'));
    appendFileSync(this.#path, head + line(cells));
  }
}

/** Forgets the results of earlier runs. */
export function forgetResults(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}

/** Prints every table of this run. */
export function printResults(): void {
  if (!existsSync(FOLDER)) return;
  for (const name of readdirSync(FOLDER))
    process.stdout.write(`\n${name}\n${readFileSync(join(FOLDER, name), 'utf8')}`);
}
