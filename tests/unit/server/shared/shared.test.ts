import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../../../server/shared/backoff.ts';
import {
  hostNameOf,
  isExpectedHostName,
  mediaHostFor,
  primaryIpv4Address,
} from '../../../../server/shared/network-address.ts';
import { Nonces } from '../../../../server/shared/nonces.ts';
import { derivePassword, loadSecret } from '../../../../server/shared/state-secret.ts';
import { readPbxOptions } from '../../../../server/pbx-options.ts';
import { readDemoCommand } from '../../../../server/demo-options.ts';

describe('nonces', () => {
  it('are fresh, then stale, and foreign where somebody else made them', () => {
    let now = 1000;
    const nonces = new Nonces({ lifetimeMs: 500, clock: () => now });
    const nonce = nonces.issue();
    expect(nonces.judge(nonce)).toBe('fresh');
    now = 1501;
    expect(nonces.judge(nonce)).toBe('stale');
    expect(nonces.judge(`${nonce}0`)).toBe('foreign');
    expect(new Nonces({ lifetimeMs: 500 }).judge(nonce)).toBe('foreign');
    expect(nonces.judge('')).toBe('foreign');
  });
});

describe('the secret of the passwords', () => {
  it('is made once, for its owner only, and gives the same passwords again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bothways-'));
    const secret = loadSecret(join(folder, 'state'));
    expect(loadSecret(join(folder, 'state'))).toBe(secret);
    if (process.platform !== 'win32')
      expect(statSync(join(folder, 'state', 'secret')).mode & 0o777).toBe(0o600);
    expect(derivePassword(secret, 'sip:1001')).toBe(derivePassword(secret, 'sip:1001'));
    expect(derivePassword(secret, 'sip:1001')).not.toBe(derivePassword(secret, 'sip:1002'));
    rmSync(folder, { recursive: true });
  });
});

describe('names of this machine', () => {
  it.each([
    ['localhost:8080', 'localhost'],
    ['[::1]:8080', '::1'],
    ['Example.COM', 'example.com'],
    ['192.0.2.1:1', '192.0.2.1'],
  ])('reads the host of %s', (header, name) => {
    expect(hostNameOf(header)).toBe(name);
  });

  it('expects addresses and localhost, and no other site', () => {
    expect(isExpectedHostName('localhost', [])).toBe(true);
    expect(isExpectedHostName('192.168.1.5', [])).toBe(true);
    expect(isExpectedHostName('evil.example', [])).toBe(false);
  });

  it('gives a media address that a browser on localhost can use', () => {
    expect(mediaHostFor('localhost')).toBe(primaryIpv4Address());
    expect(mediaHostFor('demo.example')).toBe('demo.example');
  });
});

describe('command lines', () => {
  it('have the documented defaults', () => {
    expect(readPbxOptions([])).toMatchObject({
      host: '127.0.0.1',
      port: 5090,
      turnPort: 3478,
      dropAfterSeconds: 30,
      ackAfterSeconds: 32,
    });
    expect(readDemoCommand([])).toMatchObject({ port: 8080, lan: false, json: false, pbxArgs: [] });
  });

  it('hand what follows -- to the PBX', () => {
    expect(readDemoCommand(['--port', '0', '--', '--drop-after', '5']).pbxArgs).toEqual([
      '--drop-after',
      '5',
    ]);
  });

  it.each([
    [['--port', 'x']],
    [['--nonsense']],
    [['--media-ports', '5-6']],
    [['--drop-after', '-1']],
    [['--port', '70000']],
  ])('refuse %j', (args) => {
    expect(() => readPbxOptions(args)).toThrow();
  });
});

describe('back-off', () => {
  it('doubles from a quarter of a second to ten seconds', () => {
    expect([0, 1, 2, 20].map(backoffMs)).toEqual([250, 500, 1000, 10_000]);
  });
});
