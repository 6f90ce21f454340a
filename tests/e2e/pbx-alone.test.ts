// `npm run pbx`: the demo PBX without the page, for a phone that is served from somewhere else.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { DOMAIN, SipClient } from '../unit/server/support/sip-client.ts';

const SCRIPT = join(import.meta.dirname, '../../scripts/pbx.mjs');
const ANY_PORTS = ['--port', '0', '--turn-port', '0', '--turns-port', '0'];

let state: string;
let script: ChildProcess;
let printed = '';

test.beforeAll(() => {
  state = mkdtempSync(join(tmpdir(), 'bothways-pbx-alone-'));
  script = spawn(process.execPath, [SCRIPT, ...ANY_PORTS, '--domain', DOMAIN, '--state', state]);
  script.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
});
test.afterAll(() => {
  script.kill('SIGKILL');
  rmSync(state, { recursive: true });
});

test('npm run pbx says what to dial, registers an extension and ends when told', async () => {
  await expect.poll(() => printed, { timeout: 45_000 }).toContain('600  Echo');
  const port = Number(/ws:\/\/127\.0\.0\.1:(\d+)\/sip/u.exec(printed)?.[1]);
  const password = /Extension +1001, password (\S+)/u.exec(printed)?.[1] ?? '';
  const phone = await SipClient.open(port, '1001');
  expect(await phone.register(password)).toBe(200);
  phone.close();
  script.kill('SIGTERM');
  await expect.poll(() => script.exitCode ?? script.signalCode, { timeout: 15_000 }).not.toBeNull();
  await expect(SipClient.open(port, '1001')).rejects.toThrow('ECONNREFUSED');
});
