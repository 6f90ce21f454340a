// What the answers of STUN and TURN servers say of the network.
import { describe, expect, it } from 'vitest';
import { reachOf } from '../../../../src/diagnosis/watch/reach.ts';
import type { GatheringReport } from '../../../../src/media/server-memory.ts';

const STUN = 'stun:s.example.org:3478';
const TURN = 'turn:t.example.org:3478?transport=udp';
const BARE = 'turn:t.example.org:3478';
const TCP = 'turn:t.example.org:443?transport=tcp';
const TLS = 'turns:t.example.org:443?transport=tcp';

const report = (change: Partial<GatheringReport>): GatheringReport => ({
  servers: [],
  answeredMs: {},
  failed: {},
  srflxSeen: false,
  relaySeen: false,
  isComplete: true,
  attributed: true,
  ...change,
});

describe('what is in reach', () => {
  it.each<readonly [string, Partial<GatheringReport>, ReturnType<typeof reachOf>]>([
    ['nothing was configured', {}, { relay: false, udp: undefined }],
    ['only TCP and TLS were', { servers: [TCP, TLS] }, { relay: false, udp: undefined }],
    ['no UDP server answers', { servers: [STUN, TURN] }, { relay: false, udp: false }],
    ['a TURN server without a transport is UDP', { servers: [BARE] }, { relay: false, udp: false }],
    ['a STUN server answers', { servers: [STUN], answeredMs: { [STUN]: 9 } }, { relay: false, udp: true }],
    ['a public address was found', { servers: [STUN], srflxSeen: true }, { relay: false, udp: true }],
    [
      'UDP is blocked, and a relay over TLS is there',
      { servers: [STUN, TURN, TLS], answeredMs: { [TLS]: 80 }, relaySeen: true },
      { relay: true, udp: false },
    ],
    [
      'a relay is there, and the browser does not say which',
      { servers: [TURN], relaySeen: true, attributed: false },
      { relay: true, udp: true },
    ],
    [
      'a relay refuses the account, or is full',
      { servers: [TURN, TLS], failed: { [TURN]: 401, [TLS]: 508 } },
      { relay: false, udp: true, isRelayRefused: true },
    ],
    [
      'one relay refuses, and the others are not reached',
      { servers: [TURN, TLS], failed: { [TURN]: 701, [TLS]: 486 } },
      { relay: false, udp: false, isRelayRefused: true },
    ],
    [
      'one relay refuses, and another gives an address',
      { servers: [TURN, TLS], answeredMs: { [TLS]: 80 }, failed: { [TURN]: 401 }, relaySeen: true },
      { relay: true, udp: true },
    ],
    [
      'no relay is reached, which is no refusal',
      { servers: [TURN, BARE, TCP, TLS], failed: { [TURN]: 701, [BARE]: 701, [TCP]: 701, [TLS]: 701 } },
      { relay: false, udp: false },
    ],
    [
      'a STUN server refuses, which is no relay, and is reached',
      { servers: [STUN], failed: { [STUN]: 400 } },
      { relay: false, udp: true },
    ],
  ])('%s', (_name, change, reach) => {
    expect(reachOf(report(change))).toEqual(reach);
  });
});
