// nginx sends the app's own headers. After a change of the policy: vitest run --project unit tests/unit/deploy -u
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fillText } from '../../../deploy/fill.mjs';
import { completeValues } from '../../../deploy/values.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { cacheControlOf } from '../../../server/web/cache-policy.ts';
import {
  CONNECT_ANYWHERE,
  contentSecurityPolicy,
  metaContentSecurityPolicy,
  securityHeaders,
} from '../../../server/web/security-headers.ts';

const SITE = readFileSync(inRoot('deploy/nginx/bothways.conf'), 'utf8');
const HEADING =
  '# The security headers of every response: what server/web/security-headers.ts says; a test holds both together. CONNECT_TO narrows connect-src.';
const GIVEN = {
  DOMAIN: 'example.com',
  ADDRESSES: 'one',
  ADDRESS: '198.51.100.1',
  NONCE_SECRET: 'n'.repeat(64),
  TURN_SECRET: 't'.repeat(64),
};

/** The policy that nginx sends, with these values filled in. */
function policyWith(values: Readonly<Record<string, string>>): string {
  const template = readFileSync(inRoot('deploy/nginx/bothways-headers.inc'), 'utf8');
  const filled = fillText(template, completeValues({ ...GIVEN, ...values }).values);
  return /Content-Security-Policy "([^"]*)"/u.exec(filled)?.[1] ?? '';
}

describe("nginx's files", () => {
  it('hold the security headers of the app, sent with errors too', async () => {
    const lines = Object.entries(securityHeaders({ tls: true })).map(
      ([name, value]) =>
        `add_header ${name} "${value.replace(CONNECT_ANYWHERE, '{{CONNECT_SRC}}')}" always;`,
    );
    await expect([HEADING, ...lines, ''].join('\n')).toMatchFileSnapshot(
      inRoot('deploy/nginx/bothways-headers.inc'),
    );
  });

  it('fill in the very policy of the app, unless the administrator narrows what the page may connect to', () => {
    expect(policyWith({})).toBe(contentSecurityPolicy());
    const narrow = policyWith({ CONNECT_TO: 'own' });
    expect(narrow).toContain(
      "connect-src 'self' wss://pbx.example.com:* wss://*.example.com:* https://*.example.com:*;",
    );
    expect(narrow.replace(/connect-src [^;]*;/u, '')).toBe(
      contentSecurityPolicy().replace(/connect-src [^;]*;/u, ''),
    );
    expect(completeValues({ ...GIVEN, CONNECT_TO: 'elsewhere' }).problems).toEqual([
      'CONNECT_TO has to be anywhere or own.',
    ]);
  });

  it('say what the page says itself, and what only a header can say', () => {
    const inPage = new Set(metaContentSecurityPolicy().split('; '));
    const onlyInHeader = contentSecurityPolicy()
      .split('; ')
      .filter((directive) => !inPage.has(directive));
    expect(onlyInHeader).toEqual(["frame-ancestors 'none'"]);
    expect(contentSecurityPolicy().split('; ')).toEqual(expect.arrayContaining([...inPage]));
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
