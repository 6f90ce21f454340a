// A program of the lab says on its first line that it is ready.
import type { ChildProcess } from 'node:child_process';
import { LabError } from '../lab-error.ts';

/** Resolves to the first line that `child` prints; throws `LabError` where it ends before. */
export function firstLine(child: ChildProcess, what: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
    child.once('error', (error) => reject(new LabError(`${what} can't start.`, { cause: error })));
    child.once('exit', (code) =>
      reject(new LabError(`${what} ended with ${code ?? 'a signal'} before it was ready.`)),
    );
  });
}
