// Asks the STUN and TURN servers before any call does, so that already the first call knows which of them give something.
// Pre-warming for all calls at once: no allocation is held (as iceCandidatePoolSize would) and none counts against a quota for long.
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
