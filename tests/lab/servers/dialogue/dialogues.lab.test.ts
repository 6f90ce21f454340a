// Calls outlive the server that carried them: whoever registers again is reached by the requests of old dialogues.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { raiseNetwork } from '../../network/raise.ts';
import type { LabNetwork } from '../../network/types.ts';
import { startServers } from '../start-servers.ts';
import type { LabServers } from '../types.ts';
import { PhoneTroupe } from './phone-troupe.ts';

/** How long registrations take from one server to the other. */
const SPREAD_MS = 400;
const [ANN, BOB] = ['1001', '1002'] as const;

let network: LabNetwork;
let servers: LabServers;
let phones: PhoneTroupe;
let urls: readonly [string, string];

beforeAll(async () => {
  network = await raiseNetwork({ patienceMs: 110_000 });
  servers = await startServers(network, { only: ['kamailio', 'kamailio2'], paired: true });
  urls = [servers.webSocketServer, servers.webSocketServer2];
});
afterAll(async () => {
  await servers.stop();
  await network.lower();
});
beforeEach(async () => {
  phones = await PhoneTroupe.start(network, servers.domain);
  return async () => {
    for (const user of [ANN, BOB]) await phones.do(user, 'drop');
    phones.end();
    if (servers.kamailio.pid === undefined) await servers.kamailio.start();
  };
});

/** These methods have arrived since the last look, and no others. */
async function hasGot(user: string, methods: readonly string[]): Promise<void> {
  await expect.poll(() => phones.do(user, 'received'), { timeout: 3000 }).toEqual(methods);
  await phones.do(user, 'forget');
}

async function register(user: string, server: 0 | 1): Promise<void> {
  expect(await phones.do(user, 'register', urls[server])).toBe(200);
  expect(await phones.do(user, 'hasGruu')).toBe(true);
}

/** Ann calls Bob, each at a server. */
async function talk(ann: 0 | 1, bob: 0 | 1): Promise<void> {
  await register(ANN, ann);
  await register(BOB, bob);
  await wait(SPREAD_MS);
  expect(await phones.do(ANN, 'call', BOB)).toBe(200);
  await hasGot(BOB, ['INVITE', 'ACK']);
}

async function move(user: string, server: 0 | 1): Promise<void> {
  await phones.do(user, 'drop');
  await register(user, server);
}

/** Within the call: a re-INVITE with its ACK, something of the other's, and the end, each of which arrives. */
async function carryOn(): Promise<void> {
  await wait(SPREAD_MS);
  expect(await phones.do(ANN, 'ask', 'INVITE')).toBe(200);
  await hasGot(BOB, ['INVITE', 'ACK']);
  expect(await phones.do(BOB, 'ask', 'INVITE')).toBe(200);
  await hasGot(ANN, ['INVITE', 'ACK']);
  expect(await phones.do(ANN, 'ask', 'INFO')).toBe(200);
  expect(await phones.do(BOB, 'ask', 'BYE')).toBe(200);
  await hasGot(BOB, ['INFO']);
  await hasGot(ANN, ['BYE']);
}

describe('a call goes on', () => {
  it.each([
    ['at one server', 0, 0],
    ['across both', 0, 1],
  ] as const)('undisturbed, %s', async (_, ann, bob) => {
    await talk(ann, bob);
    await carryOn();
  });

  it('when one phone loses its WebSocket and is back from another port', async () => {
    await talk(0, 0);
    await move(BOB, 0);
    await carryOn();
  });

  it('when the server is killed and started again', async () => {
    await talk(0, 0);
    await servers.kamailio.kill();
    await servers.kamailio.start();
    await register(ANN, 0);
    await register(BOB, 0);
    await carryOn();
  });

  it('when both phones were at the server that died, and move', async () => {
    await talk(0, 0);
    await servers.kamailio.kill();
    await move(ANN, 1);
    await move(BOB, 1);
    await carryOn();
  });

  it.each([
    ['caller', 0, 1],
    ['callee', 1, 0],
  ] as const)('when the server of the %s dies, the other phone at the other one', async (_, ann, bob) => {
    await talk(ann, bob);
    await servers.kamailio.kill();
    await move(ann === 0 ? ANN : BOB, 1);
    await carryOn();
  });

  it('when a phone moves though its server lives, and when it moves back', async () => {
    await talk(0, 0);
    await move(ANN, 1);
    await wait(SPREAD_MS);
    expect(await phones.do(BOB, 'ask', 'INFO')).toBe(200);
    await hasGot(ANN, ['INFO']);
    await move(ANN, 0);
    await carryOn();
  });
});

describe('a call that rings', () => {
  beforeEach(async () => {
    await register(ANN, 0);
    await register(BOB, 0);
    await phones.do(BOB, 'ringOnly');
    await phones.do(ANN, 'dial', BOB);
    await hasGot(BOB, ['INVITE']);
  });

  it('is cancelled over a new WebSocket, by its branch', async () => {
    await move(ANN, 0);
    expect(await phones.do(ANN, 'cancel')).toBe(200);
    await hasGot(BOB, ['CANCEL']);
  });

  it('is answered over a new WebSocket, and the ACK arrives there', async () => {
    await move(BOB, 0);
    await phones.do(BOB, 'answer');
    expect(await phones.do(ANN, 'awaitAnswer')).toBe(200);
    await hasGot(BOB, ['ACK']);
  });
});

describe('a request that is sent again over a new WebSocket, by the same branch', () => {
  it.each([
    ['INFO', 200],
    ['BYE', 200],
    ['INVITE', 491],
  ])('is answered there, and arrives once: %s, %i', async (method, status) => {
    await talk(0, 0);
    await phones.do(ANN, 'send', method);
    await expect.poll(() => phones.do(BOB, 'received')).toEqual([method]);
    await move(ANN, 0);
    expect(await phones.do(ANN, 'sendAgain')).toBe(status);
    await hasGot(BOB, [method]);
  });

  it('is passed on where the server never got it', async () => {
    await talk(0, 0);
    await phones.do(ANN, 'drop');
    await phones.do(ANN, 'send', 'INFO');
    await register(ANN, 0);
    expect(await phones.do(ANN, 'sendAgain')).toBe(200);
    await hasGot(BOB, ['INFO']);
  });
});
