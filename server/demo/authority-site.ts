// Plain HTTP with one purpose: a second device fetches the authority's certificate before it trusts it.
// Owns /ca.crt and a page that points to it. Whoever stands between could change both, so the page sends its reader to the
// console of the demo, where the same fingerprint was printed.
import { sendAuthority } from '../web/demo-site.ts';
import type { Handler } from '../web/static-site.ts';

export interface AuthoritySite {
  /** The certificate in PEM. */
  readonly authority: string;
  /** SHA-256 of it. */
  readonly fingerprint: string;
  /** Where the phone is served. */
  readonly origin: string;
}

export function createAuthoritySite({ authority, fingerprint, origin }: AuthoritySite): Handler {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Trust the Bothways demo</title><h1>Trust the Bothways demo</h1>
<ol><li><a href="/ca.crt">Download the certificate</a>.</li>
<li>Before you trust it, compare its fingerprint (SHA-256), as your device shows it, with the one on the screen of the computer
that runs the demo. This page came without encryption: somebody on this network could have changed it.
<p>It should be:<br><code style="overflow-wrap:anywhere">${fingerprint}</code></p></li>
<li>Trust it as an authority. It can vouch for the demo's computer only, for 90 days at most. Remove it afterwards.</li>
<li>Open <a href="${origin}">${origin}</a>.</li></ol></html>`;
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
