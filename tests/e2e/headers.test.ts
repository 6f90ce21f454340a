// The served page defends itself: a strict Content Security Policy with Trusted Types, and no third party anywhere.
import { join } from 'node:path';
import { profileOf } from './support/demo.ts';
import { provisioningLink } from './support/phone.ts';
import { servePlainly } from './support/plain-server.ts';
import { expect, test } from './support/test.ts';

const BUILT = join(import.meta.dirname, '../../dist');

test('the page is served with a strict policy', async ({ demo }) => {
  const { headers } = await fetch(`${demo.origin}/`);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/script-src 'self'(?:;|$)/u);
  expect(policy).toMatch(/style-src 'self'(?:;|$)/u);
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toMatch(/unsafe-/u);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

test('the page holds no inline script, style or handler', async ({ demo }) => {
  const html = await (await fetch(`${demo.origin}/`)).text();
  expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/iu);
  expect([...html.matchAll(/<script\b[^>]*>/giu)].every(([tag]) => tag.includes('src='))).toBe(true);
});

test('the page says its policy itself, before anything it governs, and still names its letters in time', async ({
  demo,
}) => {
  const response = await fetch(`${demo.origin}/`);
  const html = await response.text();
  const [, inPage = ''] =
    /<head>\s*<meta http-equiv="Content-Security-Policy" content="([^"]+)"/u.exec(html) ?? [];
  const policy = inPage.replaceAll('&#39;', "'");
  const header = response.headers.get('content-security-policy') ?? '';
  expect(policy.split('; ')).toEqual(
    header.split('; ').filter((each) => !each.startsWith('frame-ancestors')),
  );
  expect(policy).toContain("require-trusted-types-for 'script'");
  // HTML 4.2.5.4: within the first 1024 bytes
  expect(html.slice(0, 1024)).toContain('charset="utf-8"');
});

test('on a web server that sends no header the phone signs in, and an injected script does not run', async ({
  browser,
  demo,
}) => {
  const injected = '<script>globalThis.owned = true</script><img src="x" onerror="globalThis.owned = true">';
  const server = await servePlainly(BUILT, demo, (html) => html.replace('<bw-app>', `${injected}<bw-app>`));
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const violations: string[] = [];
      Object.defineProperty(globalThis, 'violations', { value: violations });
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, lineNumber }) => {
        violations.push(`${effectiveDirective} ${String(lineNumber > 0)}`);
      });
    });
    const profile = await profileOf(demo, '1001');
    const webSocketServers = [`${server.origin.replace('http:', 'ws:')}/sip`];
    await page.goto(`${server.origin}${provisioningLink({ ...profile, webSocketServers, refreshUrl: '' })}`);
    await page.getByRole('button', { name: 'Accept' }).click();
    await expect(page.getByRole('status', { name: 'Registration' })).toContainText('Registered');
    const seen = await page.evaluate(() => {
      const scope = globalThis as unknown as { owned?: boolean; violations: readonly string[] };
      const isRefused = (work: () => void): boolean => {
        try {
          work();
          return false;
        } catch (error) {
          return error instanceof TypeError;
        }
      };
      return {
        owned: scope.owned,
        violations: [...new Set(scope.violations.map((line) => line.split(' ')[0]))].sort(),
        markup: isRefused(() => (document.body.innerHTML = '<p></p>')),
        script: isRefused(() => (document.createElement('script').src = '/x.js')),
        policy: isRefused(() => {
          const { trustedTypes } = globalThis as unknown as {
            trustedTypes: { createPolicy(name: string, rules: object): unknown };
          };
          trustedTypes.createPolicy('mine', {});
        }),
      };
    });
    expect(seen).toEqual({
      owned: undefined,
      violations: ['script-src-attr', 'script-src-elem'],
      markup: true,
      script: true,
      policy: true,
    });
  } finally {
    await context.close();
    server.close();
  }
});

test('a header can narrow what the page may connect to', async ({ browser, demo }) => {
  const headers = { 'Content-Security-Policy': "connect-src 'self' wss://pbx.example.org" };
  const server = await servePlainly(BUILT, demo, (html) => html, headers);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const profile = await profileOf(demo, '1001');
    // The page's own policy takes any server on this machine; the header's does not.
    await page.goto(`${server.origin}${provisioningLink({ ...profile, refreshUrl: '' })}`);
    const refused = page.waitForEvent('console', (message) => /violates .*connect-src/u.test(message.text()));
    await page.getByRole('button', { name: 'Accept' }).click();
    expect((await refused).text()).toContain(profile.webSocketServers[0]);
    await expect(page.getByRole('status', { name: 'Registration' })).not.toContainText('Registered');
  } finally {
    await context.close();
    server.close();
  }
});
