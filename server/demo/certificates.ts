// Certificates for this machine and nothing else: an authority that may speak for its names only, and a server of it.
// Owns what stands in them; the authority's private key is used once, to sign the server, and is kept nowhere.
import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';
import { permittedNames } from './name-constraints.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const NAME_CONSTRAINTS = '2.5.29.30';
const HOUR_MS = 3_600_000;

export interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

export interface ServerCertificate {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

/** From an hour ago, for clocks that are slow, until so many days from now. */
function validity(days: number): { readonly notBefore: Date; readonly notAfter: Date } {
  const now = Date.now();
  return { notBefore: new Date(now - HOUR_MS), notAfter: new Date(now + days * 24 * HOUR_MS) };
}

const serialNumber = (): string => `00${randomBytes(15).toString('hex')}`;

/** An authority for these DNS names and addresses, for servers only, that can make no other authority. */
export async function createAuthority(names: readonly string[], days: number): Promise<Authority> {
  x509.cryptoProvider.set(globalThis.crypto);
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=Bothways demo (this machine only), O=Bothways demo',
    ...validity(days),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth], false),
      new x509.Extension(NAME_CONSTRAINTS, true, new Uint8Array(permittedNames(names))),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, keys };
}

/** A server certificate for names; whether they are the authority's own is for browsers to judge. */
export async function createServerCertificate(
  { certificate, keys }: Authority,
  names: readonly string[],
  days: number,
): Promise<ServerCertificate> {
  const own = await newKeys();
  const alternatives = names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }) as const);
  const server = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=Bothways demo server',
    issuer: certificate.subject,
    ...validity(days),
    signingAlgorithm: ALGORITHM,
    publicKey: own.publicKey,
    signingKey: keys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth], false),
      new x509.SubjectAlternativeNameExtension(alternatives, false),
      await x509.AuthorityKeyIdentifierExtension.create(certificate.publicKey),
    ],
  });
  const key = await webcrypto.subtle.exportKey('pkcs8', own.privateKey);
  return { cert: server.toString('pem'), key: x509.PemConverter.encode(key, 'PRIVATE KEY') };
}
