// Makes a JavaScript file of one of the lab's own TypeScript programs, so that Node can run it in a namespace.
// 40 ms a program, once for each raised lab.
import { basename, join } from 'node:path';
import { build } from 'vite';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { RUN_FOLDER } from './places.ts';

/** Bundles the program at `path` (in the project) and resolves to the file. */
export async function bundleProgram(path: string): Promise<string> {
  const name = basename(path, '.ts');
  const outDir = join(RUN_FOLDER, 'programs');
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { input: { [name]: inRoot(path) }, output: { entryFileNames: '[name].mjs' } },
    },
  });
  return join(outDir, `${name}.mjs`);
}
