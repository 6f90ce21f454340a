import { beforeEach, describe, expect, it } from 'vitest';
import { IceServers, type IceSetup } from '../../../../src/phone/accounts/ice-servers.ts';
import { FakeWorld } from '../../../doubles/fake-ports.ts';

const OWN = { urls: ['stun:s.example.org:3478'] };
const lent = (credential: string) => ({
  urls: ['turn:t.example.org:3478?transport=udp'],
  username: 'u',
  credential,
});

describe('TURN credentials from a service', () => {
  let world: FakeWorld;
  let setup: IceSetup;
  let servers: IceServers;

  beforeEach(() => {
    world = new FakeWorld();
    setup = {
      iceServers: [OWN],
      iceTransportPolicy: 'relay',
      turnService: { url: 'https://example.org/turn', token: 't' },
    };
    servers = new IceServers(
      world.ports,
      () => setup,
      () => undefined,
    );
    world.turnAnswer = { kind: 'servers', servers: [lent('first')], ttlSeconds: 100 };
  });

  const begin = async () => {
    await servers.prepare();
    return servers.forCall({});
  };

  it('join those of the profile, and the policy goes along', async () => {
    expect(await begin()).toMatchObject({ iceServers: [OWN, lent('first')], iceTransportPolicy: 'relay' });
  });

  it('are asked for once while they are good, and anew before they end', async () => {
    await Promise.all([begin(), begin()]);
    world.clock.advance(89_000);
    await begin();
    expect(world.turnServices).toHaveLength(1);
    world.clock.advance(2000);
    world.turnAnswer = { kind: 'servers', servers: [lent('second')], ttlSeconds: 100 };
    expect((await begin()).iceServers).toEqual([OWN, lent('second')]);
  });

  it('are renewed for an ICE restart', async () => {
    const call = await begin();
    world.clock.advance(200_000);
    world.turnAnswer = { kind: 'servers', servers: [lent('second')], ttlSeconds: 100 };
    expect(await call.restartServers()).toEqual([OWN, lent('second')]);
  });

  it('are done without where the service fails, which the log tells', async () => {
    world.turnAnswer = { kind: 'problem', problem: 'refused' };
    expect((await begin()).iceServers).toEqual([OWN]);
    expect(world.log.entries.map(({ text }) => text)).toEqual([
      'no TURN credentials: the service is refused',
    ]);
  });

  it('are asked for anew where the service changes while it is asked', async () => {
    const first = servers.prepare();
    setup = { ...setup, turnService: { url: 'https://other.example.org/', token: '' } };
    await Promise.all([first, begin()]);
    expect(world.turnServices).toEqual(['https://example.org/turn', 'https://other.example.org/']);
    expect(servers.forCall({}).iceServers).toEqual([OWN, lent('first')]);
  });

  it('are done without where what asks can not be loaded', async () => {
    const broken = new IceServers(
      { ...world.ports, fetchTurnCredentials: () => Promise.reject(new TypeError('no such file')) },
      () => setup,
      () => undefined,
    );
    await broken.prepare();
    expect(broken.forCall({}).iceServers).toEqual([OWN]);
  });

  it('stay in a relay-only call although their server was silent before', async () => {
    await begin();
    const report = {
      servers: ['stun:s.example.org:3478', 'turn:t.example.org:3478?transport=udp'],
      answeredMs: {},
      failed: {},
      srflxSeen: false,
      relaySeen: false,
      isComplete: false,
      attributed: true,
    };
    servers.learn(report, servers.generation);
    expect(servers.forCall({}).iceServers).toEqual([OWN, lent('first')]);
    setup = { ...setup, iceTransportPolicy: 'all' };
    expect(servers.forCall({}).iceServers).toEqual([]);
    servers.forget();
    servers.learn(report, servers.generation - 1);
    expect(servers.forCall({}).iceServers).toHaveLength(2);
  });

  it('are not those of another service', async () => {
    await begin();
    setup = { ...setup, turnService: { url: 'https://other.example.org/', token: '' } };
    world.turnAnswer = { kind: 'problem', problem: 'unreachable' };
    expect((await begin()).iceServers).toEqual([OWN]);
    setup = { ...setup, turnService: undefined };
    expect((await begin()).iceServers).toEqual([OWN]);
    expect(world.turnServices).toHaveLength(2);
  });
});
