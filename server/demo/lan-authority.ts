// The demo's own certificate authority, for a second device on the same network.
// Owns .demo/ca: certificates and the server's key stay as long as they are good for this machine's names; the authority's
// private key is never written, so what a device was told to trust can sign nothing further.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { createAuthority, createServerCertificate } from './certificates.ts';

export interface LanCertificates {
  /** The authority's certificate in PEM. */
  readonly authority: string;
  /** SHA-256 of it, as `AB:CD:…`, for a person to compare. */
  readonly fingerprint: string;
  /** The server's certificate chain and key in PEM, and where they lie for the PBX process. */
  readonly cert: string;
  readonly key: string;
  readonly certPath: string;
  readonly keyPath: string;
}

/** Of the authority and the server alike. */
const DAYS = 90;
/** Made anew at a start when fewer are left. */
const DAYS_LEFT = 14;
const DAY_MS = 24 * 3_600_000;

interface Files {
  readonly authority: string;
  readonly cert: string;
  readonly key: string;
}

function readFiles(folder: string): Files | undefined {
  try {
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    return { authority: read('ca.crt'), cert: read('server.crt'), key: read('server.key') };
  } catch {
    return undefined; // the first start
  }
}

function covers(server: X509Certificate, name: string): boolean {
  return (isIP(name) === 0 ? server.checkHost(name) : server.checkIP(name)) !== undefined;
}

/** Whether the files belong together, and are good for every name for a while. */
function areGood({ authority, cert, key }: Files, names: readonly string[]): boolean {
  try {
    const [root, server] = [new X509Certificate(authority), new X509Certificate(cert)];
    const until = Math.min(Date.parse(root.validTo), Date.parse(server.validTo));
    return (
      until > Date.now() + DAYS_LEFT * DAY_MS &&
      server.verify(root.publicKey) &&
      server.checkPrivateKey(createPrivateKey(key)) &&
      names.every((name) => covers(server, name))
    );
  } catch {
    return false; // damaged: they are made anew
  }
}

async function makeFiles(names: readonly string[]): Promise<Files> {
  const authority = await createAuthority(names, DAYS);
  const { cert, key } = await createServerCertificate(authority, names, DAYS);
  const root = authority.certificate.toString('pem');
  return { authority: root, cert: `${cert.trim()}\n${root.trim()}\n`, key };
}

/** True where an earlier version left an authority's key, which was bound to no names: both go. */
function removeOldKey(folder: string): boolean {
  const path = join(folder, 'ca.key');
  try {
    readFileSync(path);
  } catch {
    return false; // none there
  }
  rmSync(path);
  return true;
}

/**
 * Certificates for these names and addresses. `state` is the demo's state folder. A new name, or the last days of the old
 * ones, makes a new authority, which devices must be told to trust again.
 */
export async function lanCertificates(state: string, names: readonly string[]): Promise<LanCertificates> {
  const folder = join(state, 'ca');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kept = removeOldKey(folder) ? undefined : readFiles(folder);
  const isKept = kept !== undefined && areGood(kept, names);
  const { authority, cert, key } = isKept ? kept : await makeFiles(names);
  const [certPath, keyPath] = [join(folder, 'server.crt'), join(folder, 'server.key')];
  if (!isKept) {
    writeFileSync(join(folder, 'ca.crt'), authority);
    writeFileSync(certPath, cert);
    writeFileSync(keyPath, key, { mode: 0o600 });
  }
  const fingerprint = new X509Certificate(authority).fingerprint256;
  return { authority, fingerprint, cert, key, certPath, keyPath };
}
