// The demo's own certificate authority, for a second device on the same network (npm mkcert, no native code).
// Owns .demo/ca: the authority is kept, so that it stays trusted; the server's certificate is made at each start.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCA, createCert, type Certificate } from 'mkcert';

export interface LanCertificates {
  /** The authority's certificate in PEM. */
  readonly authority: string;
  /** The server's certificate chain and key in PEM, and where they lie for the PBX process. */
  readonly cert: string;
  readonly key: string;
  readonly certPath: string;
  readonly keyPath: string;
}

const AUTHORITY_DAYS = 1825;
/** Apple's platforms refuse more than 398. */
const SERVER_DAYS = 390;

function readAuthority(folder: string): Certificate | undefined {
  try {
    return {
      cert: readFileSync(join(folder, 'ca.crt'), 'utf8'),
      key: readFileSync(join(folder, 'ca.key'), 'utf8'),
    };
  } catch {
    return undefined; // the first start
  }
}

async function makeAuthority(folder: string): Promise<Certificate> {
  const authority = await createCA({
    organization: 'Bothways demo',
    countryCode: 'XX',
    state: 'Demo',
    locality: 'Demo',
    validity: AUTHORITY_DAYS,
  });
  writeFileSync(join(folder, 'ca.crt'), authority.cert);
  writeFileSync(join(folder, 'ca.key'), authority.key, { mode: 0o600 });
  return authority;
}

/** Certificates for these names and addresses. `state` is the demo's state folder. */
export async function lanCertificates(state: string, domains: readonly string[]): Promise<LanCertificates> {
  const folder = join(state, 'ca');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const authority = readAuthority(folder) ?? (await makeAuthority(folder));
  const server = await createCert({ ca: authority, domains: [...domains], validity: SERVER_DAYS });
  const [certPath, keyPath] = [join(folder, 'server.crt'), join(folder, 'server.key')];
  const cert = `${server.cert.trim()}\n${authority.cert}`;
  writeFileSync(certPath, cert);
  writeFileSync(keyPath, server.key, { mode: 0o600 });
  return { authority: authority.cert, cert, key: server.key, certPath, keyPath };
}
