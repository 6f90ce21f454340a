// What the STUN and TURN servers of a call gave, and what that says of the network: whether a relay is in reach, and whether UDP passes.
import type { GatheringReport } from '../../media/server-memory.ts';
import type { Reach } from '../signs.ts';

/** Servers go by `scheme:host:port?transport=...`; STUN without a transport, and TURN without one, are UDP (RFC 7064, RFC 7065). */
function isOverUdp(server: string): boolean {
  return /^(?:stun|turn):/iu.test(server) && !/transport=tcp/iu.test(server);
}

/** The server was not reached, as against one that answers no (W3C webrtc 4.8.2). */
const NOT_REACHED = 701;

/** What a gathering showed. */
export function reachOf(report: GatheringReport): Reach {
  const { servers, answeredMs, failed, srflxSeen, relaySeen, attributed } = report;
  const overUdp = servers.filter(isOverUdp);
  const hasRefused = (server: string): boolean => (failed[server] ?? NOT_REACHED) !== NOT_REACHED;
  // A refusal crossed the network as well.
  const answered = overUdp.some((server) => server in answeredMs || hasRefused(server));
  // Where the browser does not say from whom an address is, a public one was found over UDP.
  const udp = overUdp.length === 0 ? undefined : answered || srflxSeen || (!attributed && relaySeen);
  const isRelayRefused =
    !relaySeen && Object.keys(failed).some((server) => server.startsWith('turn') && hasRefused(server));
  return { relay: relaySeen, udp, ...(isRelayRefused ? { isRelayRefused } : {}) };
}
