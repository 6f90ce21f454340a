// The one origin of the demo: the app, /demo/*, /setup and /sip, security headers on all of it.
// Owns which path goes where; refuses to listen (listen.ts does).
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hostNameOf, isLoopbackName } from '../shared/network-address.ts';
import type { Gateway } from './pbx-gateway.ts';
import { securityHeaders } from './security-headers.ts';
import { sendText, type Handler } from './static-site.ts';

export interface DemoSiteOptions {
  readonly site: Handler;
  readonly gateway: Gateway;
  readonly tls: boolean;
  /** The certificate of the demo's own authority in PEM, where there is one. */
  readonly authority: string | undefined;
}

/** Sends the authority's certificate, so that a browser offers to trust it. */
export function sendAuthority(response: ServerResponse, authority: string): void {
  response.writeHead(200, {
    'Content-Type': 'application/x-x509-ca-cert',
    'Content-Disposition': 'attachment; filename="bothways-demo-ca.crt"',
    'Cache-Control': 'no-store',
  });
  response.end(authority);
}

/** The handler of every request to the origin. HSTS is left out on loopback names, which other servers share. */
export function createDemoSite({ site, gateway, tls, authority }: DemoSiteOptions): Handler {
  return (request: IncomingMessage, response: ServerResponse) => {
    const isShared = isLoopbackName(hostNameOf(request.headers.host ?? ''));
    for (const [name, value] of Object.entries(securityHeaders({ tls: tls && !isShared }))) {
      response.setHeader(name, value);
    }
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path.startsWith('/demo/') || path === '/setup') gateway.forward(request, response);
    else if (path === '/sip') sendText(response, 426, 'SIP over WebSocket only.');
    else if (path === '/ca.crt' && authority !== undefined) sendAuthority(response, authority);
    else site(request, response);
  };
}
