// Hosts as a browser will ask for them: in ASCII. A name in other letters becomes what the URL standard makes of it (UTS 46, `xn--…`),
// so that what a person reads is what is contacted. Refuses unseen characters, escapes, separators and numbers in disguise.
import { parseIceServerUri, type IceServerUri, type IceServerUriResult } from '../media/ice-server.ts';

/** Every JavaScript runtime has it, and it asks nobody (WHATWG URL); no browser is needed for it. */
declare const URL: new (text: string) => { readonly hostname: string; readonly href: string };

const MAX_HOST = 253;
/** Control, format (zero-width, bidirectional) and private characters, spaces, and what ends or escapes a host. */
const NEVER_IN_A_HOST = /[\p{C}\p{Z}/?#@\\%]/u;
const NEVER_IN_AN_ADDRESS = /[\p{C}\p{Z}\\]/u;

function parsed(text: string): InstanceType<typeof URL> | undefined {
  try {
    return new URL(text);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The host that is contacted, in small letters, IPv6 in brackets; undefined for one that is none or hides what it is. */
export function asciiHost(text: string): string | undefined {
  const isBracketed = text.startsWith('[');
  if (text.length > MAX_HOST || NEVER_IN_A_HOST.test(text) || (!isBracketed && text.includes(':')))
    return undefined;
  const host = parsed(`https://${text}/`)?.hostname;
  // `0x7f.1`, `2130706433` and full-width digits are addresses to a browser, and look like something else.
  return host !== undefined && /^[\d.]+$/u.test(host) && host !== text ? undefined : host;
}

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
  return host === undefined ? undefined : parsed(`${scheme}${host}${port}${rest}`)?.href;
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
