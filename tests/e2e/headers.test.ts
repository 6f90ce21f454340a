// The served page defends itself: a strict Content Security Policy with Trusted Types, and no third party anywhere.
import { expect, test } from './support/test.ts';

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
