// What the proxy knows of one flow to a user agent: a WebSocket, or the demo's own far end (RFC 7118, RFC 5626).
// Owns the shape only; sockets live in http/ and media/.

export interface Connection {
  /** Unique in this process: letters and digits. */
  readonly id: string;
  /** The extension proven on this flow by digest; undefined until then. */
  user: string | undefined;
  /** True for the demo's own far end, which is never challenged. */
  readonly trusted: boolean;
  /** Sends one SIP message. Never throws; a closed flow swallows it. */
  send(text: string): void;
}

/** How a flow ended. `closed`: its phone said goodbye. `lost`: it broke, and the phone may come back on another. */
export type FlowEnd = 'closed' | 'lost';
