// A page pointed at this machine (DNS rebinding) can set any header of its own: it reads nothing of the demo by that.
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApiServer } from '../../../../server/http/api-server.ts';
import { answerApi, type DemoApi } from '../../../../server/http/demo-api.ts';

const SECRET = 'the secret of this run';

describe('/demo/calls', () => {
  let server: Server = createServer();
  beforeEach(async () => {
    const api = { allowedHosts: [], calls: () => [] } as unknown as DemoApi;
    server = createApiServer((asked) => answerApi(api, asked), SECRET);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.close();
  });

  const status = (headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      request({ host: '127.0.0.1', port, path: '/demo/calls', headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });

  it.each<[string, number, Record<string, string>]>([
    ['is read by the name of this machine', 200, { Host: 'localhost' }],
    ['is not read by another name', 403, { Host: 'evil.example' }],
    ['is not read by forged forwarding', 403, { Host: 'evil.example', 'X-Forwarded-Host': 'localhost' }],
    [
      'is not read by a guessed secret',
      403,
      { Host: 'evil.example', 'X-Forwarded-Host': 'localhost', 'X-Bothways-Gateway': 'guess' },
    ],
    [
      'is read through the demo’s own web server',
      200,
      { Host: 'x', 'X-Forwarded-Host': 'localhost', 'X-Bothways-Gateway': SECRET },
    ],
    [
      'is not read by another name through the demo’s own web server',
      403,
      { Host: 'localhost', 'X-Forwarded-Host': 'evil.example', 'X-Bothways-Gateway': SECRET },
    ],
  ])('%s: %i', async (_, expected, headers) => {
    expect(await status(headers)).toBe(expected);
  });
});
