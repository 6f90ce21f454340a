// The folders that systemd makes for a unit before it starts: RuntimeDirectory= and the copies of LoadCredential=.
import { chmodSync, chownSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Owner } from './rights.ts';
import { lastOf, type Unit } from './unit.ts';

function makeFolder(path: string, mode: number, { uid, gid }: Owner): void {
  mkdirSync(path, { recursive: true });
  chownSync(path, uid, gid);
  chmodSync(path, mode);
}

/** Readable for the unit's user alone; the path, where the unit asks for any. */
function copyCredentials(name: string, unit: Unit, owner: Owner): string | undefined {
  const wanted = unit.get('LoadCredential') ?? [];
  if (wanted.length === 0) return undefined;
  const folder = join('/run/credentials', `${name}.service`);
  rmSync(folder, { recursive: true, force: true });
  makeFolder(folder, 0o500, owner);
  for (const each of wanted) {
    const colon = each.indexOf(':');
    const copy = join(folder, each.slice(0, colon));
    copyFileSync(each.slice(colon + 1), copy);
    chownSync(copy, owner.uid, owner.gid);
    chmodSync(copy, 0o400);
  }
  return folder;
}

/** Makes all of them; resolves to the folder of credentials, if there is one. */
export function makeFolders(name: string, unit: Unit, owner: Owner): string | undefined {
  const mode = Number.parseInt(lastOf(unit, 'RuntimeDirectoryMode') ?? '0755', 8);
  for (const folder of unit.get('RuntimeDirectory') ?? []) makeFolder(join('/run', folder), mode, owner);
  return copyCredentials(name, unit, owner);
}
