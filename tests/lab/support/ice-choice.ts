// Which STUN and TURN servers a cell gives its phones.
import type { LabServers } from '../servers/types.ts';

export type IceChoice =
  | 'none'
  | 'stun'
  | 'stunAndDead'
  | 'turnUdp'
  | 'turnTcp'
  | 'turnTls'
  | 'all'
  | 'allAndDead'
  /** Two TURN servers over UDP, the first one preferred (turn.lab.test, then turn2.lab.test). */
  | 'twoTurns'
  /** All of them, and the phone uses relays alone. */
  | 'relayOnly';

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

/** Counts the users of TURN. */
let users = 0;

/** The ICE servers of a choice, with fresh TURN REST credentials of a user of their own: one has a quota, and what a phone that moved leaves behind counts for minutes. */
export function iceServersOf(
  choice: IceChoice,
  servers: Pick<LabServers, 'turnCredentials' | 'staticTurn'>,
): IceServer[] {
  const stun: IceServer = { urls: ['stun:turn.lab.test:3478'] };
  if (choice === 'relayOnly') return iceServersOf('all', servers);
  // Nobody listens there, and a browser asks for 40 s.
  const dead: IceServer = { urls: ['stun:turn.lab.test:3999'] };
  if (choice === 'stunAndDead') return [dead, stun];
  if (choice === 'allAndDead') return [dead, ...iceServersOf('all', servers)];
  if (choice === 'none') return [];
  if (choice === 'twoTurns') {
    const { host, username, credential } = servers.staticTurn;
    const second = { urls: [`turn:${host}:3478?transport=udp`], username, credential };
    return [...iceServersOf('turnUdp', servers), second];
  }
  if (choice === 'stun') return [stun];
  const urls = choice === 'all' ? Object.values(TURN_URLS) : [TURN_URLS[choice]];
  users += 1;
  const turn: IceServer = { urls, ...servers.turnCredentials(undefined, `phone${String(users)}`) };
  return choice === 'all' ? [stun, turn] : [turn];
}
