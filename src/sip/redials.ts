// Whether a call that nobody has answered yet is dialled anew: the answer to its INVITE would have come over a connection that is gone. Knows
// connections by their number, the first being 1. Pure.

/** How often an INVITE is dialled anew within one call. */
const MOST_REDIALS = 3;

export class Redials {
  #invitedOn: number | undefined;
  #count = 0;

  /** An INVITE leaves: over this connection, or waits for the one after it. */
  inviting(connection: number, isOpen: boolean): void {
    this.#invitedOn = connection + (isOpen ? 0 : 1);
  }

  /** Whether to dial now that this connection stands; counts as dialled where it is. */
  isDue(connection: number): boolean {
    if (this.#invitedOn === undefined) return false;
    // One that waited for the next connection has gone out by the old one, which spoke again.
    if (this.#invitedOn >= connection) {
      this.#invitedOn = connection;
      return false;
    }
    this.#count += 1;
    if (this.#count > MOST_REDIALS) return false;
    this.#invitedOn = undefined;
    return true;
  }
}
