import { describe, expect, it } from 'vitest';
import {
  afterGathering,
  deadServers,
  fastestRelayMs,
  FORGOTTEN_AFTER_MS,
  livingServers,
  type GatheringReport,
} from '../../../src/media/server-memory.ts';

const STUN = 'stun:s.example.org:3478';
const SECOND_STUN = 'stun:other.example.org:3478';
const TURN = 'turn:t.example.org:3478?transport=udp';

const report = (change: Partial<GatheringReport>): GatheringReport => ({
  servers: [STUN, SECOND_STUN, TURN],
  answeredMs: {},
  failed: {},
  srflxSeen: false,
  relaySeen: false,
  isComplete: false,
  attributed: true,
  ...change,
});

const deadAfter = (change: Partial<GatheringReport>): readonly string[] =>
  deadServers(afterGathering({}, report(change), 1000), 1000);

describe('what is known of servers', () => {
  it('takes for dead what gives no sign', () => {
    expect(deadAfter({})).toEqual([STUN, SECOND_STUN, TURN]);
  });

  it('does not blame a STUN server that finds the address that is known already', () => {
    expect(deadAfter({ answeredMs: { [STUN]: 20 }, srflxSeen: true })).toEqual([TURN]);
  });

  it('takes the browser at its word that a server was not reached', () => {
    expect(
      deadAfter({ answeredMs: { [STUN]: 20, [TURN]: 50 }, srflxSeen: true, failed: { [SECOND_STUN]: 701 } }),
    ).toEqual([SECOND_STUN]);
  });

  it('does not call a server dead that refuses a password', () => {
    expect(deadAfter({ answeredMs: { [STUN]: 20 }, srflxSeen: true, failed: { [TURN]: 401 } })).toEqual([]);
  });

  it('says nothing of silence where the browser does not tell the servers apart', () => {
    const both = { attributed: false, srflxSeen: true, relaySeen: true };
    expect(deadAfter(both)).toEqual([]);
    expect(deadAfter({ ...both, failed: { [TURN]: 701 } })).toEqual([TURN]);
  });

  it('knows a STUN server that finds no NAT from a dead one, where gathering came to its end', () => {
    expect(deadAfter({ isComplete: true })).toEqual([TURN]);
    expect(deadAfter({ isComplete: true, failed: { [STUN]: 701 } })).toEqual([STUN, TURN]);
  });

  it('needs not be told whose candidates they were where none came', () => {
    expect(deadAfter({ attributed: false })).toEqual([STUN, SECOND_STUN, TURN]);
    expect(deadAfter({ attributed: false, srflxSeen: true })).toEqual([TURN]);
  });

  it('leaves dead servers out however they are written, for five minutes', () => {
    const memory = afterGathering({}, report({ answeredMs: { [STUN]: 20 }, srflxSeen: true }), 1000);
    const servers = [{ urls: ['stun:s.example.org'] }, { urls: ['turn:t.example.org'], username: 'u' }];
    expect(livingServers(servers, memory, 2000)).toEqual([servers[0]]);
    expect(livingServers(servers, memory, 1000 + FORGOTTEN_AFTER_MS)).toEqual(servers);
  });

  it('lets a server live again that answers', () => {
    const dead = afterGathering({}, report({}), 1000);
    const alive = afterGathering(dead, report({ answeredMs: { [TURN]: 80 }, srflxSeen: true }), 2000);
    expect(deadServers(alive, 2000)).toEqual([STUN, SECOND_STUN]);
  });

  it('knows how long the fastest relay took', () => {
    expect(fastestRelayMs({})).toBeUndefined();
    const tls = 'turns:t.example.org:5349?transport=tcp';
    const answeredMs = { [STUN]: 10, [TURN]: 300, [tls]: 200 };
    expect(fastestRelayMs(afterGathering({}, report({ servers: [STUN, TURN, tls], answeredMs }), 1))).toBe(
      200,
    );
  });
});
