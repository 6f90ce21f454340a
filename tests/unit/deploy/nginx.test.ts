// nginx sends the app's own headers. After a change of the policy: vitest run --project unit tests/unit/deploy -u
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { cacheControlOf } from '../../../server/web/cache-policy.ts';
import { securityHeaders } from '../../../server/web/security-headers.ts';

const SITE = readFileSync(inRoot('deploy/nginx/bothways.conf'), 'utf8');
const HEADING =
  '# The security headers of every response: what server/web/security-headers.ts says; a test holds both together.';

describe("nginx's files", () => {
  it('hold the security headers of the app, sent with errors too', async () => {
    const lines = Object.entries(securityHeaders({ tls: true })).map(
      ([name, value]) => `add_header ${name} "${value}" always;`,
    );
    await expect([HEADING, ...lines, ''].join('\n')).toMatchFileSnapshot(
      inRoot('deploy/nginx/bothways-headers.inc'),
    );
  });

  it('let browsers keep what the demo server lets them keep', () => {
    expect(SITE).toContain(`~^/assets/ "${cacheControlOf('/assets/x.js')}";`);
    expect(SITE).toContain(`default    "${cacheControlOf('/index.html')}";`);
  });

  it('add no header in a location, which would drop all others there', () => {
    const locations = SITE.slice(SITE.indexOf('location / {\n        limit_except'));
    expect(locations).not.toContain('add_header');
  });
});
