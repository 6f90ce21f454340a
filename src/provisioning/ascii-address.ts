// Whole addresses of servers with their hosts as a browser will ask for them: in ASCII (sip/ascii-host has the rule for one host).
import { parseIceServerUri, type IceServerUri, type IceServerUriResult } from '../media/ice-server.ts';
import { asciiHost, parsedUrl } from '../sip/ascii-host.ts';

const NEVER_IN_AN_ADDRESS = /[\p{C}\p{Z}\\]/u;

const ADDRESS = /^([a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)((?:[/?#].*)?)$/isu;
const HOST_AND_PORT = /^(\[[^\]]*\]|[^:]*)(:\d{0,5})?$/u;

/**
 * The URL that is contacted, in ASCII; without a scheme it is taken as `wss://`. Undefined for what is no URL with a host, for one with
 * a user or password in it, and where `asciiHost` refuses the host.
 */
export function asciiUrl(text: string): string | undefined {
  const [, scheme = 'wss://', authority = '', rest = ''] = ADDRESS.exec(text) ?? [];
  const [, written = '', port = ''] = HOST_AND_PORT.exec(authority) ?? [];
  const host = NEVER_IN_AN_ADDRESS.test(text) ? undefined : asciiHost(written);
  return host === undefined ? undefined : parsedUrl(`${scheme}${host}${port}${rest}`)?.href;
}

const ICE_ADDRESS = /^((?:stun|turn)s?:(?:\/\/)?)?(\[[^\]]*\]|[^:?]*)((?:[:?].*)?)$/su;
const BARE_IPV6 = /^[0-9a-fA-F.]*:[0-9a-fA-F.]*:[0-9a-fA-F:.]*$/u;

/** A STUN or TURN URI, or an address alone, with its host in ASCII; otherwise as written. Undefined as `asciiHost`. */
export function asciiIceAddress(text: string): string | undefined {
  const trimmed = text.trim();
  if (BARE_IPV6.test(trimmed)) return trimmed;
  const scheme = /^[a-z]+:/iu.exec(trimmed)?.[0] ?? '';
  const [, prefix = '', written = '', rest = ''] =
    ICE_ADDRESS.exec(scheme.toLowerCase() + trimmed.slice(scheme.length)) ?? [];
  const host = asciiHost(written);
  return host === undefined ? undefined : prefix + host + rest;
}

/** `parseIceServerUri` (RFC 7064, RFC 7065) for text from a person or a link: the host that comes out is the one contacted. */
export function readIceServerUri(
  text: string,
  assumed: IceServerUri['scheme'],
  port?: string,
): IceServerUriResult {
  const ascii = asciiIceAddress(text);
  return ascii === undefined ? { kind: 'invalid', reason: 'host' } : parseIceServerUri(ascii, assumed, port);
}
