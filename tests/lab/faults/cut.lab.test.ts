// What a cut stops and what it lets pass, counted on both ends of the line.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { raiseNetwork } from '../network/raise.ts';
import type { LabNetwork, NatKind } from '../network/types.ts';
import { blockNames, blockUdp, cut, lose } from './cut.ts';
import { measureTraffic } from './traffic/measure.ts';
import { PACKET_KINDS, type PacketKind } from './traffic/packets.ts';

const PLAIN_RTP: readonly PacketKind[] = ['rtp', 'pcmu'];
const RELAYED_RTP: readonly PacketKind[] = ['channelRtp', 'sendRtp', 'dataRtp'];
const RTCP: readonly PacketKind[] = ['rtcp', 'channelRtcp'];

let network: LabNetwork;
beforeAll(async () => {
  network = await raiseNetwork();
});
afterEach(() => network.undoAll());
afterAll(() => network.lower());

/** Kinds of which not one packet came. */
const missing = (counts: Partial<Record<PacketKind, number>>): readonly PacketKind[] =>
  PACKET_KINDS.filter((kind) => counts[kind] === undefined);

const sorted = (kinds: readonly PacketKind[]): readonly PacketKind[] =>
  PACKET_KINDS.filter((kind) => kinds.includes(kind));

describe.each(['none', 'portRestricted', 'carrierSymmetric'] as const satisfies readonly NatKind[])(
  'behind %s',
  (kind) => {
    beforeAll(() => network.setNat(0, kind));

    it.each([
      ['rtp', undefined, [...PLAIN_RTP, ...RELAYED_RTP]],
      ['rtp', 'plain', PLAIN_RTP],
      ['rtp', 'relayed', RELAYED_RTP],
      ['rtpAndRtcp', undefined, [...PLAIN_RTP, ...RELAYED_RTP, ...RTCP]],
      ['udp', undefined, PACKET_KINDS],
    ] as const)('cuts %s (framing %s) on the way out', async (what, framing, stopped) => {
      const options = framing === undefined ? {} : { framing };
      await cut(network, 0, { what, direction: 'out', ...options });
      const { arrived } = await measureTraffic(network, 0);
      expect(missing(arrived)).toEqual(sorted(stopped));
    });
  },
);

describe('directions', () => {
  it('lets out what it cuts on the way in', async () => {
    await cut(network, 0, { what: 'rtp', direction: 'in' });
    const { arrived, returned } = await measureTraffic(network, 0);
    expect(missing(arrived)).toEqual([]);
    expect(missing(returned)).toEqual(sorted([...PLAIN_RTP, ...RELAYED_RTP]));
  });

  it('leaves the other client behind the same router alone', async () => {
    await network.shareNat('portRestricted');
    await cut(network, 0, { what: 'udp', direction: 'both' });
    const { returned } = await measureTraffic(network, 1);
    expect(missing(returned)).toEqual([]);
    await network.setNat(1, 'portRestricted');
  });
});

describe('undoing', () => {
  it('puts it right, and may be asked for twice', async () => {
    const fault = await blockUdp(network, 0);
    expect(missing((await measureTraffic(network, 0)).arrived)).toEqual(PACKET_KINDS);
    await Promise.all([fault.undo(), fault.undo()]);
    expect(missing((await measureTraffic(network, 0)).returned)).toEqual([]);
  });

  it('takes one of two faults away, not the other', async () => {
    const first = await cut(network, 0, { what: 'rtp', direction: 'out' });
    await cut(network, 0, { what: 'rtp', direction: 'out', framing: 'plain' });
    await first.undo();
    expect(missing((await measureTraffic(network, 0)).arrived)).toEqual(sorted(PLAIN_RTP));
  });
});

describe('names', () => {
  const lookUp = async (): Promise<number> =>
    (await network.exec('lab-c1', 'timeout', ['1', 'getent', 'ahostsv4', 'pbx.lab.test'])).code;

  it('still resolve where UDP is blocked', async () => {
    await blockUdp(network, 0);
    expect(await lookUp()).toBe(0);
  });

  it('no longer resolve where they are blocked', async () => {
    await blockNames(network, 0);
    expect(await lookUp()).not.toBe(0);
  });
});

describe('loss', () => {
  it.each([10, 50, 100])('loses about %i percent on the way out', async (percent) => {
    await lose(network, 0, percent, 'out');
    const { arrived } = await measureTraffic(network, 0, { kinds: ['rtp'], count: 600, everyMs: 1 });
    const lost = 100 - (100 * (arrived.rtp ?? 0)) / 600;
    expect(Math.abs(lost - percent)).toBeLessThan(8); // four standard deviations of 50 % of 600
  });
});
