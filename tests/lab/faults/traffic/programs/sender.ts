// Runs inside a client's namespace: sender.mjs ADDRESS PORT PLAN-AS-JSON. Sends packets from one socket, counts what comes back,
// and prints the counts.
import { createSocket } from 'node:dgram';
import { setTimeout as wait } from 'node:timers/promises';
import type { TrafficPlan } from '../plan.ts';
import { kindOf, packetOf } from '../packets.ts';

const LAST_ANSWERS_MS = 250;
const [address = '', port = '', json = '{}'] = process.argv.slice(2);
const { kinds, count, everyMs, bytes } = JSON.parse(json) as TrafficPlan;
const returned: Record<string, number> = {};

const socket = createSocket('udp4');
socket.on('message', (packet) => {
  const kind = kindOf(packet) ?? 'unknown';
  returned[kind] = (returned[kind] ?? 0) + 1;
});
for (let round = 0; round < count; round++) {
  for (const kind of kinds) socket.send(packetOf(kind, bytes), Number(port), address, () => undefined); // unsendable is lost
  await wait(everyMs);
}
await wait(LAST_ANSWERS_MS);
process.stdout.write(`${JSON.stringify(returned)}\n`);
socket.close();
