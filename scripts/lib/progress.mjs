// Quiet progress lines for a person, and the way to stop with one readable line.

/** One line of progress. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** A failure that needs no stack trace: its message says what to do. */
export class Problem extends Error {}

/** Runs a script's main function; its result is the exit code. */
export async function main(task) {
  try {
    process.exitCode = (await task()) ?? 0;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** `93 s` or `1 min 33 s`. */
export function duration(ms) {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
