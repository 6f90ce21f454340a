// Header names in one spelling (RFC 3261 sections 7.3.1 and 7.3.3): compact forms expanded, case settled.
// Owns the names; refuses to look at values.

const COMPACT: Readonly<Record<string, string>> = {
  a: 'Accept-Contact',
  b: 'Referred-By',
  c: 'Content-Type',
  d: 'Request-Disposition',
  e: 'Content-Encoding',
  f: 'From',
  i: 'Call-ID',
  j: 'Reject-Contact',
  k: 'Supported',
  l: 'Content-Length',
  m: 'Contact',
  o: 'Event',
  r: 'Refer-To',
  s: 'Subject',
  t: 'To',
  u: 'Allow-Events',
  v: 'Via',
  x: 'Session-Expires',
  y: 'Identity',
};

const IRREGULAR: Readonly<Record<string, string>> = {
  'call-id': 'Call-ID',
  cseq: 'CSeq',
  'www-authenticate': 'WWW-Authenticate',
  rack: 'RAck',
  rseq: 'RSeq',
  'sip-etag': 'SIP-ETag',
  'sip-if-match': 'SIP-If-Match',
  'mime-version': 'MIME-Version',
  'min-se': 'Min-SE',
  'remote-party-id': 'Remote-Party-ID',
};

/** Headers whose values may stand on one line, separated by commas, and mean the same as on several lines. */
export const COMMA_SEPARATED: ReadonlySet<string> = new Set([
  'Via',
  'Route',
  'Record-Route',
  'Contact',
  'Path',
]);

/** The canonical spelling of a header name: `l` and `CONTENT-LENGTH` both become `Content-Length`. */
export function canonicalHeaderName(name: string): string {
  const lower = name.toLowerCase();
  const known = COMPACT[lower] ?? IRREGULAR[lower];
  return (
    known ?? lower.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase())
  );
}
