// Runs one of the project's own TypeScript modules in this process, through Vite's loader.
import { inRoot } from './paths.mjs';

/** Calls `work` with a function that loads a module by its path in the project; the loader ends with it. */
export async function withTypeScript(work) {
  const { createServer } = await import('vite');
  const loader = await createServer({
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false },
  });
  try {
    return await work((path) => loader.ssrLoadModule(inRoot(path)));
  } finally {
    await loader.close();
  }
}
