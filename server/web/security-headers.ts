// The security headers of every response, in development, in the demo and in production (nginx's are made from this), and the policy that
// the built page carries itself, for web servers that send none. Owns the policy; pure. Each directive is the narrowest with which the
// phone works.

export interface SecurityHeaderOptions {
  /** True where the response goes over TLS; HSTS is sent then only (RFC 6797 section 7.2). */
  readonly tls: boolean;
}

/** Anybody's servers, since whose they are is for the person to say: encrypted, or on this very machine. */
export const CONNECT_ANYWHERE =
  "'self' wss: https: ws://localhost:* ws://127.0.0.1:* http://localhost:* http://127.0.0.1:*";

const CSP: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'media-src': "'self' blob: data:",
  'connect-src': CONNECT_ANYWHERE,
  'font-src': "'self'",
  'manifest-src': "'self'",
  'worker-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'lit-html bothways',
};

const NEEDED_FEATURES = ['microphone', 'speaker-selection'];
const UNNEEDED_FEATURES = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'serial',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];

function permissionsPolicy(): string {
  const needed = NEEDED_FEATURES.map((feature) => `${feature}=(self)`);
  return [...needed, ...UNNEEDED_FEATURES.map((feature) => `${feature}=()`)].join(', ');
}

function policyOf(directives: readonly (readonly [directive: string, value: string])[]): string {
  return directives.map(([directive, value]) => `${directive} ${value}`).join('; ');
}

/** The Content-Security-Policy (CSP Level 3, Trusted Types). */
export function contentSecurityPolicy(): string {
  return policyOf(Object.entries(CSP));
}

/** Directives that a page can't give itself (CSP Level 3 section 3.3); servers alone can. */
const HEADER_ONLY = ['frame-ancestors', 'report-uri', 'sandbox'];

/** The same policy for `<meta http-equiv>` in the page: everything but what only a header can say. */
export function metaContentSecurityPolicy(): string {
  return policyOf(Object.entries(CSP).filter(([directive]) => !HEADER_ONLY.includes(directive)));
}

/** Header names and values, in the order in which they are written. */
export function securityHeaders({ tls }: SecurityHeaderOptions): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': permissionsPolicy(),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'X-Frame-Options': 'DENY',
    ...(tls ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  };
}
