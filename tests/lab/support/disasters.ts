// What a call must survive, each as a name and an act; when the phone could first have been well again is told by the act.
import { linkDown } from '../faults/place.ts';
import { dropTcpSilently } from '../faults/tcp.ts';
import type { Side } from '../network/types.ts';
import type { Lab } from './lab-test.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Which WebSocket servers a phone has, the preferred one first. */
export type ServerOrder = 'first' | 'firstThenSecond' | 'secondThenFirst';

export interface Disaster {
  readonly name: string;
  /** The phone that it strikes first; the other may be struck as well. */
  readonly side: Side;
  /** Default: both have the first server only. */
  readonly orders?: readonly [ServerOrder, ServerOrder];
  /** The phone has to notice by itself, in milliseconds from the strike; undefined where it is told or need not. */
  readonly noticedWithinMs?: number;
  /** Whether the phone opens a new WebSocket and registers over it. */
  readonly reconnects: boolean;
  /** The sound must be back both ways within so long, in milliseconds; undefined: it may not stop. */
  readonly audioWithinMs?: number;
  /** Resolves to when a connection was possible again, in milliseconds since the epoch. */
  strike(lab: Lab): Promise<number>;
  /** Puts right what `undoAll` of the network does not. */
  mend?(lab: Lab): Promise<void>;
}

async function killFirst({ servers }: Lab): Promise<number> {
  await servers.kamailio.kill();
  return Date.now();
}

const mendFirst = ({ servers }: Lab): Promise<void> => servers.kamailio.start();

/** Kills the first Kamailio under two phones with these servers. */
function failover(name: string, side: Side, orders: readonly [ServerOrder, ServerOrder]): Disaster {
  return { name, side, orders, reconnects: true, strike: killFirst, mend: mendFirst };
}

export const DISASTERS: readonly Disaster[] = [
  {
    name: 'half-open WebSocket, the silence ends after 15 s',
    side: 0,
    noticedWithinMs: 10_000,
    reconnects: true,
    async strike({ network }) {
      const fault = await dropTcpSilently(network, 0);
      const struckAt = Date.now();
      await pause(15_000);
      await fault.undo();
      return struckAt;
    },
  },
  {
    name: 'half-open WebSocket of the callee for good',
    side: 1,
    noticedWithinMs: 10_000,
    reconnects: true,
    async strike({ network }) {
      await dropTcpSilently(network, 1);
      return Date.now();
    },
  },
  {
    name: 'Kamailio restarted',
    side: 0,
    reconnects: true,
    async strike({ servers }) {
      await servers.kamailio.restart();
      return Date.now();
    },
  },
  {
    name: 'link down for 3 s',
    side: 0,
    reconnects: false,
    audioWithinMs: 11_000,
    async strike({ network }) {
      const fault = await linkDown(network, 0);
      await pause(3000);
      await fault.undo();
      return Date.now();
    },
  },
  failover('the server of both dies, both move', 0, ['firstThenSecond', 'firstThenSecond']),
  failover('the server of the caller dies', 0, ['firstThenSecond', 'secondThenFirst']),
  failover('the server of the callee dies', 1, ['secondThenFirst', 'firstThenSecond']),
];
