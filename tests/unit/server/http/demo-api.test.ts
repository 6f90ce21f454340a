import { describe, expect, it } from 'vitest';
import { answerApi, isSameOrigin, type ApiRequest, type DemoApi } from '../../../../server/http/demo-api.ts';
import { ExtensionDesk, isExtension } from '../../../../server/http/extensions.ts';
import { buildProfile, type ProfileInputs } from '../../../../server/http/profile.ts';
import { SetupCodes } from '../../../../server/http/setup-codes.ts';
import { DEMO_NUMBERS } from '../../../../server/media/numbers.ts';

const INPUTS: ProfileInputs = {
  extension: '1001',
  password: 'pw',
  domain: 'demo.bothways.invalid',
  scheme: 'http',
  host: 'localhost:8080',
  mediaHost: '192.0.2.2',
  turnPort: 3478,
  turnsPort: undefined,
  turn: { username: '1:1001', credential: 'c' },
};

function api(overrides: Partial<DemoApi> = {}): DemoApi {
  return {
    allowedHosts: [],
    allocate: () => '1001',
    reserve: () => undefined,
    profileFor: (extension) => buildProfile({ ...INPUTS, extension }),
    calls: () => [],
    codes: new SetupCodes(),
    ...overrides,
  };
}

const post = (more: Partial<ApiRequest> = {}): ApiRequest => ({
  method: 'POST',
  path: '/demo/extension',
  host: 'localhost:8080',
  scheme: 'http',
  origin: 'http://localhost:8080',
  fetchSite: 'same-origin',
  client: '192.0.2.9',
  body: '',
  ...more,
});

describe('POST /demo/extension', () => {
  it('gives a free extension as a provisioning profile', () => {
    expect(answerApi(api(), post())).toEqual({
      status: 200,
      body: {
        version: 1,
        name: 'Bothways demo',
        account: {
          username: '1001',
          password: 'pw',
          domain: 'demo.bothways.invalid',
          displayName: 'Demo 1001',
          authUsername: '1001',
        },
        webSocketServers: ['ws://localhost:8080/sip'],
        iceServers: [
          { urls: ['stun:192.0.2.2:3478'] },
          {
            urls: ['turn:192.0.2.2:3478?transport=udp', 'turn:192.0.2.2:3478?transport=tcp'],
            username: '1:1001',
            credential: 'c',
          },
        ],
        echoNumber: '600',
        refreshUrl: '/demo/extension',
      },
    });
  });

  it('renews the extension that is asked for', () => {
    const answer = answerApi(api(), post({ body: '{"extension":"1042"}' }));
    expect(answer.body).toMatchObject({ account: { username: '1042' } });
  });

  it.each([
    ['not JSON', '{', 400],
    ['an array', '[]', 400],
    ['a number', '{"extension":1001}', 400],
    ['an unknown extension', '{"extension":"999"}', 404],
    ['a demo number', '{"extension":"600"}', 404],
  ])('refuses %s', (_, body, status) => {
    expect(answerApi(api(), post({ body })).status).toBe(status);
  });

  it('answers 503 when every extension is in use', () => {
    expect(answerApi(api({ allocate: () => undefined }), post()).status).toBe(503);
  });

  it.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['another port of this host', { origin: 'http://localhost:9999' }],
    ['an opaque origin', { origin: 'null' }],
    ['a cross-site fetch', { origin: undefined, fetchSite: 'cross-site' }],
    ['a name pointed at this machine', { host: 'evil.example:8080', origin: 'http://evil.example:8080' }],
  ])('refuses %s', (_, more) => {
    expect(answerApi(api(), post(more)).status).toBe(403);
  });

  it('serves a host name that was allowed', () => {
    const request = post({ host: 'demo.example', origin: 'https://demo.example' });
    expect(answerApi(api({ allowedHosts: ['demo.example'] }), request).status).toBe(200);
  });

  it('refuses GET', () => {
    expect(answerApi(api(), post({ method: 'GET' })).status).toBe(405);
  });
});

describe('one-time links', () => {
  const ask = (path: string, body: object, more: Partial<ApiRequest> = {}): ApiRequest =>
    post({ path, body: JSON.stringify(body), ...more });

  /** The code of a fresh link for an extension. */
  function codeFrom(demo: DemoApi, extension: string): string {
    const { status, body } = answerApi(demo, ask('/demo/link', { extension }));
    expect([status, body]).toMatchObject([200, { extension, lifeSeconds: 900 }]);
    const { link } = body as { link: string };
    const [, code = ''] = /^http:\/\/localhost:8080\/#setup=([\w-]{22})$/u.exec(link) ?? [];
    return code;
  }

  it('lead whoever follows the link of the page to a phone of its own, and nobody from another site', () => {
    const demo = api();
    const get = { ...ask('/demo/second', {}), method: 'GET' };
    const { status, location = '' } = answerApi(demo, get);
    expect(status).toBe(303);
    const [, token] = /^http:\/\/localhost:8080\/#setup=([\w-]{22})$/u.exec(location) ?? [];
    expect(answerApi(demo, ask('/setup', { token })).status).toBe(200);
    expect(answerApi(demo, { ...get, fetchSite: 'cross-site' }).status).toBe(403);
  });

  it('hold a code that is exchanged once for the profile of their extension', () => {
    const demo = api();
    const token = codeFrom(demo, '1042');
    expect(answerApi(demo, ask('/setup', { token }))).toMatchObject({
      status: 200,
      body: { version: 1, account: { username: '1042', password: 'pw' } },
    });
    expect(answerApi(demo, ask('/setup', { token })).status).toBe(410);
  });

  it.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['another port of this host', { origin: 'http://localhost:9999' }],
    ['a cross-site fetch', { origin: undefined, fetchSite: 'cross-site' }],
    ['a name pointed at this machine', { host: 'evil.example:8080', origin: 'http://evil.example:8080' }],
  ])('give nothing to %s, and are not used up by it', (_, more) => {
    const demo = api();
    const token = codeFrom(demo, '1001');
    expect(answerApi(demo, ask('/setup', { token }, more)).status).toBe(403);
    expect(answerApi(demo, ask('/demo/link', { extension: '1001' }, more)).status).toBe(403);
    expect(answerApi(demo, ask('/setup', { token })).status).toBe(200);
  });

  it('are not fetched by what only looks at an address', () => {
    const demo = api();
    const token = codeFrom(demo, '1001');
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      expect(answerApi(demo, ask('/setup', { token }, { method })).status).toBe(405);
    expect(answerApi(demo, ask('/setup', { token })).status).toBe(200);
  });

  it.each(['', '[]', '{}', '{"token":1}', 'x'])('need a token in the body, not %j', (body) => {
    expect(answerApi(api(), post({ path: '/setup', body })).status).toBe(400);
  });

  it('are slow to guess', () => {
    const demo = api();
    const tries = Array.from({ length: 25 }, () => answerApi(demo, ask('/setup', { token: 'x' })).status);
    expect(tries.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 410));
    expect(tries.slice(20)).toEqual([429, 429, 429, 429, 429]);
    expect(answerApi(demo, ask('/setup', { token: 'x' }, { client: '192.0.2.10' })).status).toBe(410);
  });
});

describe('the rest of the API', () => {
  it('lists every number with its code', () => {
    const answer = answerApi(api(), post({ method: 'GET', path: '/demo/info' }));
    expect(answer.body).toMatchObject({ name: 'Bothways demo' });
    const { numbers } = answer.body as { numbers: { number: string; code: string }[] };
    expect(numbers.find(({ number }) => number === '600')).toEqual({ number: '600', code: 'echo' });
    expect(numbers).toHaveLength(DEMO_NUMBERS.length);
  });

  it.each(['/demo/none', '/demo/', '/demo/__proto__', '/demo/constructor'])('answers 404 to %s', (path) => {
    expect(answerApi(api(), post({ path })).status).toBe(404);
  });

  it('takes a request without Origin for one of the same origin', () => {
    expect(isSameOrigin({ origin: undefined, host: 'a', fetchSite: undefined })).toBe(true);
    expect(isSameOrigin({ origin: 'https://A:1', host: 'a:1', fetchSite: 'same-origin' })).toBe(true);
  });

  it('offers wss and turns over TLS', () => {
    const profile = buildProfile({ ...INPUTS, scheme: 'https', host: '192.0.2.2:8080', turnsPort: 5349 });
    expect(profile.webSocketServers).toEqual(['wss://192.0.2.2:8080/sip']);
    expect(profile.iceServers[1]?.urls).toContain('turns:192.0.2.2:5349?transport=tcp');
  });
});

describe('handing out extensions', () => {
  it('skips those registered or handed out in the last two minutes', () => {
    let now = 0;
    const registered = new Set(['1004']);
    const desk = new ExtensionDesk(
      () => registered,
      () => now,
    );
    expect([desk.allocate(), desk.allocate()]).toEqual(['1003', '1005']);
    now = 120_000;
    expect(desk.allocate()).toBe('1003');
  });

  it('gives away last the two that the demo prints links for', () => {
    const desk = new ExtensionDesk(
      () => new Set(),
      () => 0,
    );
    const given = Array.from({ length: 99 }, () => desk.allocate());
    expect([given[0], given[96], given[97], given[98]]).toEqual(['1003', '1099', '1001', '1002']);
  });

  it('runs out after 99', () => {
    const desk = new ExtensionDesk(
      () => new Set(),
      () => 0,
    );
    for (let count = 0; count < 99; count++) expect(isExtension(desk.allocate() ?? '')).toBe(true);
    expect(desk.allocate()).toBeUndefined();
  });
});
