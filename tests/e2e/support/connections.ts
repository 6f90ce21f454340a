// Runs in the page before the app: keeps every RTCPeerConnection it makes in a list for the tests, and can narrow how it may connect.

/** `relay`: through TURN only, over this transport. Undefined leaves the app's own configuration alone. */
export interface ConnectionLimits {
  readonly relay?: 'udp' | 'tcp';
}

/** Self-contained: Playwright sends its source to the page. */
export function collectConnections(limits: ConnectionLimits): void {
  const connections: RTCPeerConnection[] = [];
  Object.defineProperty(globalThis, 'connectionsOfTheApp', { value: connections });

  const relayOnly = (config: RTCConfiguration): RTCConfiguration => {
    const { relay } = limits;
    if (relay === undefined) return config;
    const iceServers = (config.iceServers ?? []).flatMap((server) => {
      const urls = [server.urls]
        .flat()
        .filter((url) => url.startsWith('turn:') && url.endsWith(`transport=${relay}`));
      return urls.length === 0 ? [] : [{ ...server, urls }];
    });
    return { ...config, iceServers, iceTransportPolicy: 'relay' };
  };

  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(config: RTCConfiguration = {}) {
      super(relayOnly(config));
      connections.push(this);
    }

    override setConfiguration(config: RTCConfiguration = {}): void {
      super.setConfiguration(relayOnly(config));
    }
  };
}
