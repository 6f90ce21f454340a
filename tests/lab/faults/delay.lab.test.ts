// Distance: what crosses the client's cable takes the time that was asked for, in order, whatever it is.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { raiseNetwork } from '../network/raise.ts';
import type { LabNetwork } from '../network/types.ts';
import { delay } from './delay.ts';
import { REFLECTOR_PORT, startReflector } from './traffic/measure.ts';

const PROGRAMS = 'tests/lab/faults/traffic/programs';

let network: LabNetwork;
let stopReflector: () => Promise<unknown>;
beforeAll(async () => {
  network = await raiseNetwork();
  stopReflector = await startReflector(network);
});
afterEach(() => network.undoAll());
afterAll(async () => {
  await stopReflector();
  await network.lower();
});

async function inClient(program: string, ...parameters: readonly number[]): Promise<string> {
  const { command, args } = await network.program(`${PROGRAMS}/${program}.ts`);
  const [address = ''] = network.hosts.probe.addresses;
  const line = [...args, address, ...[REFLECTOR_PORT, ...parameters].map(String)];
  const { stdout } = await network.exec(network.clients[0].namespace, command, line, { check: true });
  return stdout;
}

interface Rounds {
  /** Numbers of the packets that came back, in the order of arrival. */
  readonly order: readonly number[];
  /** What each took, in ms. */
  readonly times: readonly number[];
}

async function rounds(count: number, everyMs: number): Promise<Rounds> {
  await inClient('rounds', 1, 0); // the first also asks who has the router's address
  const pairs = JSON.parse(await inClient('rounds', count, everyMs)) as [number, number][];
  return { order: pairs.map(([number]) => number), times: pairs.map(([, ms]) => ms) };
}

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, number) => number);

/** A busy machine holds up who sends and who counts; the faster ones tell of the cable. */
const quick = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 4)] ?? Number.NaN;
const SLACK_MS = 12;

describe('the cable', () => {
  it.each([80, 200])('takes a round trip of %i ms, and none when undone', async (roundTripMs) => {
    const fault = await delay(network, 0, { roundTripMs });
    const { order, times } = await rounds(50, 10);
    expect(order).toEqual(upTo(50));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(roundTripMs);
    expect(quick(times)).toBeLessThan(roundTripMs + SLACK_MS);
    await fault.undo();
    expect(quick((await rounds(10, 10)).times)).toBeLessThan(SLACK_MS);
  });

  it('varies by the jitter that was asked for, and no packet overtakes another', async () => {
    await delay(network, 0, { roundTripMs: 80, jitterMs: 15 });
    const { order, times } = await rounds(400, 2);
    expect(order).toEqual(upTo(400));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(80 - 2 * 15);
    expect(quick(times)).toBeLessThan(80 + 2 * 15 + SLACK_MS);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(15);
  });

  it('carries a megabyte of TCP both ways in a second or so', async () => {
    await delay(network, 0, { roundTripMs: 20 });
    expect(Number(await inClient('bulk', 1_000_000))).toBeLessThan(1_500);
  });
});
