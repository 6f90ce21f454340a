// The files of the built app, read into memory once: what is served stays whole while the folder is built anew.
// Owns type, entity tag (RFC 9110 section 8.8.3) and the compressed copies of each; hidden files are left out.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

export type Coding = 'br' | 'gzip' | 'identity';

export interface SiteFile {
  readonly type: string;
  /** Weak: the same for every coding of the file. */
  readonly tag: string;
  /** The file as it is, and in the codings of which the folder holds a copy. */
  readonly bodies: Readonly<Partial<Record<Coding, Buffer>>> & { readonly identity: Buffer };
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

function readTree(folder: string, prefix: string): (readonly [path: string, body: Buffer])[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
  return entries.flatMap((entry) => {
    const from = join(folder, entry.name);
    const path = `${prefix}/${entry.name}`;
    if (entry.isDirectory()) return readTree(from, path);
    return entry.isFile() ? [[path, readFileSync(from)] as const] : [];
  });
}

function siteFile(path: string, bodies: ReadonlyMap<string, Buffer>, identity: Buffer): SiteFile {
  const gzip = bodies.get(`${path}.gz`);
  const br = bodies.get(`${path}.br`);
  return {
    type: TYPES[extname(path)] ?? 'application/octet-stream',
    tag: `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`,
    bodies: { identity, ...(gzip === undefined ? {} : { gzip }), ...(br === undefined ? {} : { br }) },
  };
}

/** Every file of a folder by its path within the site, which begins with a slash; throws where reading fails. */
export function readSiteFiles(folder: string): ReadonlyMap<string, SiteFile> {
  const bodies = new Map(readTree(folder, ''));
  const originals = [...bodies].filter(([path]) => !/\.(?:gz|br)$/.test(path));
  return new Map(originals.map(([path, body]) => [path, siteFile(path, bodies, body)]));
}
