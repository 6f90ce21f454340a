// Hosts as a browser will ask for them: in ASCII. A name in other letters becomes what the URL standard makes of it (UTS 46, `xn--…`),
// so that what a person reads is what is contacted. Refuses unseen characters, escapes, separators and numbers in disguise.

/** Every JavaScript runtime has it, and it asks nobody (WHATWG URL); no browser is needed for it. */
declare const URL: new (text: string) => { readonly hostname: string; readonly href: string };

const MAX_HOST = 253;
/** Control, format (zero-width, bidirectional) and private characters, spaces, and what ends or escapes a host. */
const NEVER_IN_A_HOST = /[\p{C}\p{Z}/?#@\\%]/u;

/** A URL as every browser reads it; undefined for what is none. */
export function parsedUrl(text: string): InstanceType<typeof URL> | undefined {
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
  const host = parsedUrl(`https://${text}/`)?.hostname;
  // `0x7f.1`, `2130706433` and full-width digits are addresses to a browser, and look like something else.
  return host !== undefined && /^[\d.]+$/u.test(host) && host !== text ? undefined : host;
}
