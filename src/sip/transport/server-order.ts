// In which order the WebSocket servers of an account are tried: RFC 2782, "The format of the SRV RR", as for DNS SRV.
// Pure: chance is passed in.

/** One WebSocket server (RFC 7118) with its rank among the others. */
export interface WebSocketServer {
  /** A `wss:` URL, or `ws:` to this machine. */
  readonly url: string;
  /** 0 to 65 535; the lowest is tried first. */
  readonly priority: number;
  /** 0 to 65 535; among equals of priority, the share of phones that try it first. */
  readonly weight: number;
}

/** Priority and weight may be as large as DNS allows (RFC 2782: 16 bits). */
export const MAX_RANK = 65_535;

function pick(servers: readonly WebSocketServer[], random: () => number): WebSocketServer | undefined {
  // Weight 0 goes first, so that it has a very small chance of being picked (RFC 2782).
  const ordered = [...servers].sort((a, b) => a.weight - b.weight);
  const sum = ordered.reduce((total, { weight }) => total + weight, 0);
  const wanted = random() * sum;
  let running = 0;
  return ordered.find(({ weight }) => (running += weight) >= wanted) ?? ordered.at(-1);
}

/** Every server once, in the order in which one phone tries them. `random` gives 0 (inclusive) to 1. */
export function orderServers(
  servers: readonly WebSocketServer[],
  random: () => number,
): readonly WebSocketServer[] {
  const order: WebSocketServer[] = [];
  const priorities = [...new Set(servers.map(({ priority }) => priority))].sort((a, b) => a - b);
  for (const wanted of priorities) {
    const left = servers.filter(({ priority }) => priority === wanted);
    while (left.length > 0) {
      const next = pick(left, random);
      if (next === undefined) break;
      order.push(next);
      left.splice(left.indexOf(next), 1);
    }
  }
  return order;
}
