// The provisioning profile that a browser gets: one account, the way to the PBX, the way around a firewall.
// Owns its shape (version 1); pure.

export interface DemoProfile {
  readonly version: 1;
  readonly name: string;
  readonly account: {
    readonly username: string;
    readonly password: string;
    readonly domain: string;
    readonly displayName: string;
    readonly authUsername: string;
  };
  readonly webSocketServers: readonly string[];
  readonly iceServers: readonly {
    readonly urls: readonly string[];
    readonly username?: string;
    readonly credential?: string;
  }[];
  readonly echoNumber: string;
  readonly refreshUrl: string;
}

export interface ProfileInputs {
  readonly extension: string;
  readonly password: string;
  readonly domain: string;
  /** `http` or `https`: how the page was asked for. */
  readonly scheme: 'http' | 'https';
  /** The Host header of the request, port included. */
  readonly host: string;
  /** The name or address of STUN and TURN. */
  readonly mediaHost: string;
  readonly turnPort: number;
  /** Undefined where TURN has no TLS. */
  readonly turnsPort: number | undefined;
  readonly turn: { readonly username: string; readonly credential: string };
}

/** A link that holds a one-time code for a profile; a fragment never leaves the browser (RFC 3986 section 3.5). */
export function setupLink(origin: string, code: string): string {
  return `${origin}/#setup=${code}`;
}

/** Builds the profile. URLs as RFC 7064, RFC 7065 and RFC 7118 write them. */
export function buildProfile(inputs: ProfileInputs): DemoProfile {
  const { extension, mediaHost, turnPort, turnsPort } = inputs;
  const port = String(turnPort);
  const turns = turnsPort === undefined ? [] : [`turns:${mediaHost}:${String(turnsPort)}?transport=tcp`];
  const relays = [
    `turn:${mediaHost}:${port}?transport=udp`,
    `turn:${mediaHost}:${port}?transport=tcp`,
    ...turns,
  ];
  return {
    version: 1,
    name: 'Bothways demo',
    account: {
      username: extension,
      password: inputs.password,
      domain: inputs.domain,
      displayName: `Demo ${extension}`,
      authUsername: extension,
    },
    webSocketServers: [`${inputs.scheme === 'https' ? 'wss' : 'ws'}://${inputs.host}/sip`],
    iceServers: [{ urls: [`stun:${mediaHost}:${port}`] }, { urls: relays, ...inputs.turn }],
    echoNumber: '600',
    refreshUrl: '/demo/extension',
  };
}
