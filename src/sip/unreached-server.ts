// What to try with the address of a WebSocket server that stays out of reach.

/** The page of the same host and port, where a browser asks whether to accept a certificate that it does not trust. */
export function pageOf(url: string): string {
  return `${url.replace(/^ws/u, 'http').split('/').slice(0, 3).join('/')}/`;
}

/** The address with the path that Asterisk has, where it names none; undefined where it names one. */
export function withPath(url: string): string | undefined {
  return /^wss?:\/\/[^/?]+\/?$/u.test(url) ? `${url.replace(/\/$/u, '')}/ws` : undefined;
}
