// What a second device is told to trust: it vouches for this machine only, and nobody can sign with it any more.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuthority, createServerCertificate } from '../../../../server/demo/certificates.ts';
import { lanCertificates } from '../../../../server/demo/lan-authority.ts';
import { permittedNames } from '../../../../server/demo/name-constraints.ts';

const NAMES = ['localhost', 'my-laptop', 'my-laptop.local', '127.0.0.1', '192.0.2.7'];
const DAY_MS = 24 * 3_600_000;

/** What a client that trusts the authority makes of a server under a name: 'trusted', or why not. */
async function verdict(server: { cert: string; key: string }, ca: string, name: string): Promise<string> {
  const listening = createServer({ cert: server.cert, key: server.key }).on(
    'tlsClientError',
    () => undefined,
  );
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  const result = await new Promise<string>((resolve) => {
    const isAddress = /^[\d.]+$/u.test(name);
    const socket = connect({ port, host: '127.0.0.1', ca, ...(isAddress ? {} : { servername: name }) });
    socket.on('secureConnect', () => {
      resolve('trusted');
    });
    socket.on('error', (error: Error) => {
      resolve(error.message);
    });
    socket.on('close', () => {
      socket.destroy();
    });
    setTimeout(() => socket.destroy(), 5000).unref();
  });
  listening.close();
  return result;
}

describe('the authority', () => {
  it('vouches for the names and addresses of this machine', async () => {
    const authority = await createAuthority(NAMES, 90);
    const ca = authority.certificate.toString('pem');
    const server = await createServerCertificate(authority, NAMES, 90);
    for (const name of ['localhost', 'my-laptop.local', '127.0.0.1'])
      expect(await verdict(server, ca, name)).toBe('trusted');
  });

  it.each(['bank.example', 'evil-localhost.example', 'localhost.evil.example', 'local'])(
    'vouches for no %s, even with its key',
    async (name) => {
      const authority = await createAuthority(NAMES, 90);
      const server = await createServerCertificate(authority, [name, 'localhost'], 90);
      expect(await verdict(server, authority.certificate.toString('pem'), name)).toBe(
        'permitted subtree violation',
      );
    },
  );

  it.each(['192.0.2.8', '8.8.8.8', '::1'])(
    'vouches for no address %s, even with its key',
    async (address) => {
      const authority = await createAuthority(NAMES, 90);
      const server = await createServerCertificate(authority, [address, 'localhost'], 90);
      expect(await verdict(server, authority.certificate.toString('pem'), 'localhost')).toBe(
        'permitted subtree violation',
      );
    },
  );

  it('writes its constraints as the standard has them', () => {
    expect(permittedNames(['a.b', '192.0.2.7', '2001:db8::1']).toString('hex')).toBe(
      '3039' +
        'a037' +
        '3005' +
        '8203612e62' +
        '300a' +
        '8708c0000207ffffffff' +
        '3022' +
        '872020010db8000000000000000000000001' +
        'ff'.repeat(16),
    );
  });
});

describe('the certificates of a demo', () => {
  let state: string;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'bothways-ca-'));
  });
  afterEach(() => {
    rmSync(state, { recursive: true });
  });

  it('live 90 days at most, and the key of the authority is nowhere', async () => {
    const { authority, cert, fingerprint } = await lanCertificates(state, NAMES);
    for (const pem of [authority, cert]) {
      const { validFrom, validTo } = new X509Certificate(pem);
      expect((Date.parse(validTo) - Date.parse(validFrom)) / DAY_MS).toBeLessThan(90.1);
    }
    expect(fingerprint).toBe(new X509Certificate(authority).fingerprint256);
    expect(fingerprint).toMatch(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/u);
    const files = readdirSync(join(state, 'ca')).sort();
    expect(files).toEqual(['ca.crt', 'server.crt', 'server.key']);
    const keys = files.filter((name) =>
      readFileSync(join(state, 'ca', name), 'utf8').includes('PRIVATE KEY'),
    );
    expect(keys).toEqual(['server.key']);
    expect(
      new X509Certificate(authority).checkPrivateKey(
        createPrivateKey(readFileSync(join(state, 'ca', 'server.key'))),
      ),
    ).toBe(false);
  });

  it('are the same after a restart, so that a device need not be told again', async () => {
    const before = await lanCertificates(state, NAMES);
    expect(await lanCertificates(state, NAMES)).toEqual(before);
    expect(await lanCertificates(state, NAMES.slice(0, 3))).toEqual(before);
  });

  it('are made anew for a new address, in their last days, and where files are damaged', async () => {
    const before = await lanCertificates(state, NAMES);
    const moved = await lanCertificates(state, [...NAMES, '192.0.2.99']);
    expect(moved.fingerprint).not.toBe(before.fingerprint);
    const old = await createAuthority(NAMES, 13);
    const server = await createServerCertificate(old, NAMES, 13);
    writeFileSync(join(state, 'ca', 'ca.crt'), old.certificate.toString('pem'));
    writeFileSync(join(state, 'ca', 'server.crt'), server.cert);
    writeFileSync(join(state, 'ca', 'server.key'), server.key);
    const renewed = await lanCertificates(state, NAMES);
    expect(renewed.authority).not.toBe(old.certificate.toString('pem'));
    writeFileSync(join(state, 'ca', 'server.key'), 'damaged');
    const mended = await lanCertificates(state, NAMES);
    expect(mended.fingerprint).not.toBe(renewed.fingerprint);
    expect(await verdict(mended, mended.authority, 'localhost')).toBe('trusted');
  });

  it('take the place of an authority of an earlier version, whose key is removed', async () => {
    const good = await lanCertificates(state, NAMES);
    mkdirSync(join(state, 'ca'), { recursive: true });
    writeFileSync(join(state, 'ca', 'ca.key'), 'unbound');
    const made = await lanCertificates(state, NAMES);
    expect(made.fingerprint).not.toBe(good.fingerprint);
    expect(readdirSync(join(state, 'ca'))).not.toContain('ca.key');
  });
});
