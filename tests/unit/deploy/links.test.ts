// The links that links.mjs prints set a phone up for the servers of the same values, and are locked unless somebody insists.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { linksFor, lockedLinkOf, plainLinkOf } from '../../../deploy/links.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { unseal } from '../../../src/provisioning/browser/unseal.ts';
import { readSetupLink } from '../../../src/provisioning/links/link.ts';

const SECRETS = { NONCE_SECRET: 'n'.repeat(64), TURN_SECRET: 't'.repeat(64) };
const ONE = { DOMAIN: 'example.com', ADDRESSES: 'one', ADDRESS: '198.51.100.1', ...SECRETS };
const USER = { username: '1001', password: 'sesame-open' };

function readIn(link: string): ReturnType<typeof readSetupLink> {
  expect(link).toMatch(/^https:\/\/phone\.example\.com\/#/u);
  return readSetupLink(new URL(link).hash);
}

async function openedWith(link: string, passphrase: string): Promise<unknown> {
  const read = readIn(link);
  if (read?.kind !== 'sealed') throw new Error(`the link is ${read?.kind ?? 'none'}`);
  return unseal(read.sealed, passphrase);
}

describe('a link', () => {
  it('leads to the WebSocket on 443 where it has an address of its own, and to the TURN service', () => {
    const addresses = { WEB_ADDRESS: '198.51.100.1', SIP_ADDRESS: '198.51.100.2', TURN_ADDRESS: '198.51.100.3' };
    expect(readIn(plainLinkOf(USER, { DOMAIN: 'example.com', ...addresses, ...SECRETS }))).toMatchObject({
      kind: 'plain',
      profile: {
        account: { username: '1001', domain: 'example.com', webSocketServers: [{ url: 'wss://pbx.example.com/ws' }] },
        credentials: { password: 'sesame-open' },
        iceServers: [{ urls: ['stun:turn.example.com:3478'] }],
        turnService: { url: 'https://phone.example.com/turn-credentials', token: '' },
      },
    });
  });

  it('leads to 8443 with one address, and holds none of the servers’ secrets', () => {
    const text = JSON.stringify(readIn(plainLinkOf(USER, ONE)));
    expect(text).toContain('"wss://pbx.example.com:8443/ws"');
    expect(text).not.toMatch(/nnnn|tttt/u);
  });

  it('is not made of values that are wrong', () => {
    expect(() => plainLinkOf(USER, { DOMAIN: 'example.com' })).toThrow('WEB_ADDRESS is missing.');
    expect(() => lockedLinkOf(USER, { DOMAIN: 'example.com' }, 'a long passphrase')).toThrow('is missing.');
  });
});

describe('a locked link', () => {
  beforeAll(() => {
    vi.stubGlobal('isSecureContext', true);
  });
  afterAll(() => {
    vi.unstubAllGlobals();
  });

  it('is what it makes unless told otherwise, with a passphrase of its own for each user', async () => {
    const users = [USER, { username: '1002', password: 'another-word' }];
    const { lines, warning } = linksFor({ users, values: ONE, options: {} });
    expect(warning).toBeUndefined();
    expect(lines.join('\n')).not.toMatch(/sesame|another-word/u);
    const [first = [], second = []] = lines.map((line) => line.split(' '));
    expect(first[2]).not.toBe(second[2]);
    expect(await openedWith(first[1] ?? '', first[2] ?? '')).toMatchObject({
      kind: 'profile',
      profile: { credentials: { password: 'sesame-open' } },
    });
    expect(await openedWith(first[1] ?? '', second[2] ?? '')).toMatchObject({ problem: 'wrongPassphrase' });
  });
});

describe('the command', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bothways-links-'));
    writeFileSync(join(folder, 'values.json'), JSON.stringify(ONE));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function run(...options: readonly string[]): Promise<{ code: number; out: string; told: string }> {
    const args = [inRoot('deploy/links.mjs'), '--values', join(folder, 'values.json'), ...options];
    return new Promise((resolve) => {
      const child = execFile(process.execPath, args, (error, out, told) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, told });
      });
      child.stdin?.end('1001,sesame-open\n');
    });
  }

  it('prints user, locked link and passphrase', async () => {
    const { code, out, told } = await run();
    expect([code, told]).toEqual([0, '']);
    expect(out).toMatch(/^1001 https:\/\/phone\.example\.com\/#sealed=1\.600000\.[\w.-]+ [a-z2-9-]{19}\n$/u);
  });

  it('puts the passphrases into a file of their own, which nobody else may read, and overwrites none', async () => {
    const file = join(folder, 'passphrases.txt');
    const { out } = await run('--passphrases', file);
    expect(out).toMatch(/^1001 https:\S+\n$/u);
    expect(readFileSync(file, 'utf8')).toMatch(/^1001 [a-z2-9-]{19}\n$/u);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await run('--passphrases', file)).code).toBe(1);
  });

  it('locks with a passphrase that is given, if it is long enough', async () => {
    const file = join(folder, 'passphrase');
    writeFileSync(file, 'correct horse battery staple\n');
    const { out } = await run('--passphrase-file', file);
    expect(out).toMatch(/^1001 https:\S+\n$/u);
    expect(out).not.toContain('horse');
    writeFileSync(file, 'short\n');
    expect(await run('--passphrase-file', file)).toMatchObject({ code: 1, out: '' });
  });

  it('makes readable links only when told to, and warns in words beside them', async () => {
    const { out, told } = await run('--plain');
    expect(readIn(out.split(' ')[1]?.trim() ?? '')?.kind).toBe('plain');
    expect(told).toMatch(/readable form.*history.*locked/su);
    expect((await run('--plain', '--passphrases', join(folder, 'p'))).code).toBe(1);
  });
});
