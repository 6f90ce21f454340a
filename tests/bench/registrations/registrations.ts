// What a browser phone that is registered and silent costs Kamailio: thousands of flows from one program, in the lab.
// Bounded: at most 20 000 flows and five minutes. Needs what the lab needs (root, Linux, the Debian packages).
import { createInterface } from 'node:readline';
import { raiseNetwork } from '../../lab/network/raise.ts';
import { startServers } from '../../lab/servers/start-servers.ts';
import type { Result } from '../result.ts';
import { type Usage, kernelBytes, usageOf } from './usage.ts';

const LOAD = 'tests/bench/registrations/load.ts';
const DEADLINE_MS = 300_000;
const KILOBYTE = 1024;
const LOG_TAIL = 3000;

export interface Amount {
  readonly flows: number;
  readonly atOnce: number;
  readonly idleSeconds: number;
  readonly refreshingSeconds: number;
  readonly refreshesASecond: number;
}

const AMOUNT: Amount = {
  flows: Number(process.env['BOTHWAYS_FLOWS'] ?? 2000),
  atOnce: 50,
  idleSeconds: 60,
  refreshingSeconds: 20,
  refreshesASecond: 100,
};

interface Stage {
  readonly stage: 'registered' | 'idle' | 'refreshed';
  readonly facts: Readonly<Record<string, number>>;
  readonly usage: Usage;
  readonly kernelBytes: number;
  readonly at: number;
}

const microseconds = (seconds: number, events: number): number => Math.round((seconds / events) * 1e6);

function resultsOf(empty: Omit<Stage, 'stage' | 'facts'>, stages: readonly Stage[]): Result[] {
  const [registered, idle, refreshed] = stages;
  if (registered === undefined || idle === undefined || refreshed === undefined)
    throw new Error(`the load ended after ${stages.length} stages`);
  const { flows = 0, seconds = 0, medianMs = 0, p99Ms = 0, failed = 0 } = registered.facts;
  const cpu = (later: Omit<Stage, 'stage' | 'facts'>, earlier: Omit<Stage, 'stage' | 'facts'>): number =>
    later.usage.cpuSeconds - earlier.usage.cpuSeconds;
  const idleSeconds = (idle.at - registered.at) / 1000;
  const idleCpu = cpu(idle, registered);
  const refreshCpu = cpu(refreshed, idle) - (idleCpu / idleSeconds) * ((refreshed.at - idle.at) / 1000);
  const refreshes = refreshed.facts['refreshes'] ?? 0;
  const bytes = (registered.usage.bytes - empty.usage.bytes) / flows;
  const kernel = (registered.kernelBytes - empty.kernelBytes) / flows;
  const result = (what: string, value: number, unit: string): Result => ({ what, value, unit });
  return [
    result('registered flows', flows, `(${failed} failed)`),
    result('registrations a second, both ends on this machine', flows / seconds, '/s'),
    result('WebSocket, TLS and registration', medianMs, `ms (99 %: ${p99Ms} ms)`),
    result(
      "Kamailio's CPU for TLS, WebSocket and REGISTER",
      microseconds(cpu(registered, empty), flows),
      'µs',
    ),
    result("Kamailio's memory a flow", bytes / KILOBYTE, 'KiB'),
    result("the kernel's memory a flow, both ends", kernel / KILOBYTE, 'KiB'),
    result(
      'pings of Kamailio answered while idle',
      idle.facts['pings'] ?? 0,
      `in ${Math.round(idleSeconds)} s`,
    ),
    result('flows that closed while idle', idle.facts['closed'] ?? 0, ''),
    result("Kamailio's CPU while idle", (idleCpu / idleSeconds) * 100, '% of a core'),
    result("Kamailio's CPU for an idle flow", microseconds(idleCpu / idleSeconds, flows), 'µs a second'),
    result("Kamailio's CPU for a REGISTER that refreshes", microseconds(refreshCpu, refreshes), 'µs'),
    result(
      'flows still open at the end',
      refreshed.facts['open'] ?? 0,
      `(${refreshed.facts['refused'] ?? 0} refused)`,
    ),
  ];
}

/** Raises the lab, runs the load, lowers the lab. */
export async function measure(amount: Amount = AMOUNT): Promise<readonly Result[]> {
  const network = await raiseNetwork({ patienceMs: DEADLINE_MS });
  try {
    const servers = await startServers(network, {
      only: ['kamailio'],
      users: amount.flows,
      sharedMegabytes: 2048,
      values: { MAX_CONNECTIONS: 18_000, REQUESTS_PER_TWO_SECONDS: 1_000_000 },
    });
    const pid = servers.kamailio.pid;
    if (pid === undefined) throw new Error('Kamailio does not run');
    const look = () => ({ usage: usageOf(pid), kernelBytes: kernelBytes(), at: performance.now() });
    const empty = look();
    const { command, args } = await network.program(LOAD);
    const { flows, atOnce, idleSeconds, refreshingSeconds, refreshesASecond } = amount;
    const numbers = [flows, atOnce, idleSeconds, refreshingSeconds, refreshesASecond].map(String);
    const load = network.spawn(
      network.hosts.web.namespace,
      command,
      [...args, servers.webSocketServer, servers.domain, ...numbers],
      { stdio: ['ignore', 'pipe', 'inherit'], timeout: DEADLINE_MS },
    );
    if (load.stdout === null) throw new Error('the load has no output');
    const stages: Stage[] = [];
    for await (const line of createInterface({ input: load.stdout })) {
      const { stage, ...facts } = JSON.parse(line) as Record<string, number> & { stage: Stage['stage'] };
      if (servers.kamailio.pid === undefined)
        throw new Error(`Kamailio ended: ${(await servers.kamailio.log()).slice(-LOG_TAIL)}`);
      stages.push({ stage, facts, ...look() });
    }
    await servers.stop();
    return resultsOf(empty, stages);
  } finally {
    await network.lower();
  }
}
