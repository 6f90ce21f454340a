// Which STUN and TURN servers a cell gives its phones.
import type { LabServers } from '../servers/types.ts';

export type IceChoice = 'none' | 'stun' | 'turnUdp' | 'turnTcp' | 'turnTls' | 'all' | 'allAndDead';

interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

const TURN_URLS = {
  turnUdp: 'turn:turn.lab.test:3478?transport=udp',
  turnTcp: 'turn:turn.lab.test:3478?transport=tcp',
  turnTls: 'turns:turn.lab.test:443?transport=tcp',
} as const;

/** The ICE servers of a choice, with fresh TURN REST credentials. */
export function iceServersOf(choice: IceChoice, servers: Pick<LabServers, 'turnCredentials'>): IceServer[] {
  const stun: IceServer = { urls: ['stun:turn.lab.test:3478'] };
  // Nobody listens there, and a browser asks for 40 s.
  if (choice === 'allAndDead')
    return [{ urls: ['stun:turn.lab.test:3999'] }, ...iceServersOf('all', servers)];
  if (choice === 'none') return [];
  if (choice === 'stun') return [stun];
  const urls = choice === 'all' ? Object.values(TURN_URLS) : [TURN_URLS[choice]];
  const turn: IceServer = { urls, ...servers.turnCredentials() };
  return choice === 'all' ? [stun, turn] : [turn];
}
