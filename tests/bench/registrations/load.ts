// Runs in a namespace: opens flows, registers each, holds them. load URL DOMAIN FLOWS AT_ONCE IDLE_SECONDS REFRESHING_SECONDS REFRESHES_A_SECOND
// One JSON line after each stage: registered, idle, refreshed. Every flow is a user of its own, 1001 and on.
import { setTimeout as wait } from 'node:timers/promises';
import { Flow } from './flow.ts';

const FIRST_USER = 1001;
const LARGEST = 20_000;

const [url = '', domain = ''] = process.argv.slice(2);
const [count = 0, atOnce = 1, idleSeconds = 0, refreshingSeconds = 0, refreshesASecond = 1] = process.argv
  .slice(4)
  .map(Number);
if (count > LARGEST) throw new Error(`at most ${LARGEST} flows`);

const flows: Flow[] = [];
const seen = { failed: 0, closed: 0, pings: 0, refreshes: 0, refused: 0 };
const milliseconds: number[] = [];

const say = (stage: string, facts: object): void =>
  void process.stdout.write(`${JSON.stringify({ stage, ...facts })}\n`);

async function openOne(index: number): Promise<void> {
  const username = String(FIRST_USER + index);
  const from = performance.now();
  const flow = await Flow.open(url, { username, password: `secret-${username}`, domain });
  flow.onClose(() => seen.closed++);
  flow.onPing(() => seen.pings++);
  if ((await flow.register()) !== 200) throw new Error('refused');
  milliseconds.push(performance.now() - from);
  flows.push(flow);
}

async function worker(queue: number[]): Promise<void> {
  for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
    await openOne(index).catch(() => seen.failed++);
  }
}

/** Flows register again one after the other, evenly spread, as phones do whose registrations began at any time. */
async function refresh(): Promise<void> {
  const until = Date.now() + refreshingSeconds * 1000;
  for (let index = 0; Date.now() < until; index++) {
    await wait(1000 / refreshesASecond);
    seen.refreshes++;
    void flows[index % flows.length]?.register().then(
      (status) => (status === 200 ? undefined : seen.refused++),
      () => seen.refused++,
    );
  }
}

const startedAt = performance.now();
const queue = Array.from({ length: count }, (_, index) => index);
await Promise.all(Array.from({ length: atOnce }, () => worker(queue)));
const seconds = (performance.now() - startedAt) / 1000;
milliseconds.sort((a, b) => a - b);
const at = (share: number): number =>
  Math.round(milliseconds[Math.floor(milliseconds.length * share)] ?? NaN);
say('registered', { flows: flows.length, seconds, medianMs: at(0.5), p99Ms: at(0.99), ...seen });
await wait(idleSeconds * 1000);
say('idle', { open: flows.filter((flow) => flow.isOpen).length, ...seen });
await refresh();
say('refreshed', { open: flows.filter((flow) => flow.isOpen).length, ...seen });
process.exit(0);
