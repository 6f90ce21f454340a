// Where the server meets a phone: what passes is written as another server writes it.
// Owns the shape; hiding-edge.ts is a B2BUA's, passing-edge.ts a proxy's.

/** A phone's connection as the edge sees it. */
export interface EdgeFlow {
  /** The extension, where it is known yet. */
  readonly user: string | undefined;
  readonly address: string;
  readonly port: number;
}

export interface Edge {
  /** What the phone gets instead of a message of the server. */
  toPhone(text: string, flow: EdgeFlow): string;
  /** What the server gets instead of a message of the phone; undefined where nothing of it is for the server. */
  fromPhone(text: string, flow: EdgeFlow): string | undefined;
}
