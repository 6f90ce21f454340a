// How long a browser may keep a file of the built app without asking (RFC 9111).
// Owns the rule: hashed names for ever, all else is asked for each time; pure.

/** The Cache-Control value of a path within the site. */
export function cacheControlOf(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}
