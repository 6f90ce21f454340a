// Tells a TURN server by its URL (RFC 7065), and how it is reached.

/** Whether it is a relay at all. */
export function isRelay(url: string): boolean {
  return /^turns?:/iu.test(url);
}

/** Whether it is a relay that is reached over TCP or TLS: the default of `turn:` is UDP, of `turns:` TCP (RFC 7065 3.1). */
export function isRelayOverTcp(url: string): boolean {
  return /^(?:turn:.*transport=tcp|turns:(?!.*transport=udp))/iu.test(url);
}
