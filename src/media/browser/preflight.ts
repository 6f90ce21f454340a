// Tests the STUN and TURN servers before the first call, so that this call already knows which of them work. One test serves all
// calls: no allocation is kept open (as iceCandidatePoolSize would), and none counts against a quota for long.
import type { IceServer } from '../ice-server.ts';
import type { GatheringReport, Preflight } from '../server-memory.ts';
import { cutGathering } from './gathering-cut.ts';

function configurationOf(servers: readonly IceServer[]): RTCConfiguration {
  return { iceServers: servers.map((server) => ({ ...server, urls: [...server.urls] })) };
}

export const preflight: Preflight = (servers, end) =>
  new Promise((resolve) => {
    let connection: RTCPeerConnection;
    try {
      connection = new RTCPeerConnection(configurationOf(servers));
    } catch {
      // A list that the browser does not take: the first call will say so.
      resolve(undefined);
      return;
    }
    const over = (report?: GatheringReport): void => {
      stopWatching();
      connection.close();
      resolve(report);
    };
    const stopWatching = cutGathering(connection, undefined, { reported: over, late: () => undefined });
    connection.createDataChannel('preflight');
    connection.setLocalDescription().catch(() => {
      over();
    });
    void end.then(() => {
      over();
    });
  });
