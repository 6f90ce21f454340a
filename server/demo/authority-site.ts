// Plain HTTP with one purpose: a second device fetches the authority's certificate before it trusts it.
// Owns /ca.crt and a page that points to it.
import { sendAuthority } from '../web/demo-site.ts';
import type { Handler } from '../web/static-site.ts';

/** `origin` is where the phone is served. */
export function createAuthoritySite(authority: string, origin: string): Handler {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Trust the Bothways demo</title><p><a href="/ca.crt">Download the certificate</a>, trust it as an authority,
then open <a href="${origin}">${origin}</a>.</p></html>`;
  return (request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (request.url === '/ca.crt') {
      sendAuthority(response, authority);
      return;
    }
    response.writeHead(request.url === '/' ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(request.url === '/' ? page : 'There is nothing here.\n');
  };
}
