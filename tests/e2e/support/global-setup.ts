// Before any test: the app and the demo server are built from the present sources.
import { ensureBuilt } from '../../../scripts/lib/build.mjs';

export default async function globalSetup(): Promise<void> {
  await ensureBuilt(() => process.stdout.write('Building ...\n'));
}
