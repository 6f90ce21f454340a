// When and where a second flow is opened beside the first: never on the first one's server, and never in a hurry, since calls
// arrive by the first. Sources: RFC 5626 4.2 (several flows), 4.5 (flow recovery), RFC 2782. Pure: chance is passed in.
import { orderServers, type WebSocketServer } from './server-order.ts';

/** The upper bound of the first wait after a loss while another flow lives, and the longest, in seconds (RFC 5626 4.5). */
const BASE_S = 90;
const LONGEST_S = 1800;

/**
 * Milliseconds until the second flow is opened. `losses` counts those in a row that could not be opened or died before they
 * were accepted; 0: the first flow has just been accepted, and the phones that come back with it shall not knock together.
 */
export function secondFlowWaitMs(losses: number, random: () => number): number {
  if (losses === 0) return 1000 + random() * 4000;
  const upperS = Math.min(LONGEST_S, BASE_S * 2 ** Math.min(losses - 1, 16));
  return upperS * 1000 * (0.5 + random() * 0.5);
}

/** The server for a second flow beside one to `firstUrl`, another one after each loss; undefined where there is no other. */
export function secondServer(
  servers: readonly WebSocketServer[],
  firstUrl: string,
  losses: number,
  random: () => number,
): string | undefined {
  const others = [...new Set(orderServers(servers, random).map(({ url }) => url))].filter(
    (url) => url !== firstUrl,
  );
  return others[losses % Math.max(1, others.length)];
}
