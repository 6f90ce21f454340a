// The rules that tell RTP from the rest, held against packets by an nft of two lines.
import { describe, expect, it } from 'vitest';
import { directionMatches, lossMatch, mediaMatches } from '../../lab/faults/matches.ts';
import { PACKET_KINDS, kindOf, packetOf, type PacketKind } from '../../lab/faults/traffic/packets.ts';

const UDP_HEADER_BITS = 64;

function bitsOf(payload: Buffer, at: number, count: number): number {
  const bits = [...payload].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Number.parseInt(bits.slice(at - UDP_HEADER_BITS, at - UDP_HEADER_BITS + count), 2);
}

/** Raw payload expressions as nft reads them: `@th,BIT,COUNT VALUE`, a range, or a range negated. */
function matches(payload: Buffer, rule: string): boolean {
  const terms = [...rule.matchAll(/@th,(\d+),(\d+) (!= )?(\w+)(?:-(\w+))?/gu)];
  return terms.every(([, bit, count, not, low, high = low]) => {
    const value = bitsOf(payload, Number(bit), Number(count));
    return (value >= Number(low) && value <= Number(high)) !== (not !== undefined);
  });
}

const stopped = (rules: readonly string[]): readonly PacketKind[] =>
  PACKET_KINDS.filter((kind) => rules.some((rule) => matches(packetOf(kind), rule)));

describe('media', () => {
  it.each([
    [false, 'plain', ['rtp', 'pcmu']],
    [true, 'plain', ['rtp', 'pcmu', 'rtcp']],
    [false, 'relayed', ['channelRtp', 'sendRtp', 'dataRtp']],
    [true, 'both', ['rtp', 'pcmu', 'rtcp', 'channelRtp', 'channelRtcp', 'sendRtp', 'dataRtp']],
  ] as const)('RTCP too %s, framing %s', (rtcpToo, framing, kinds) => {
    expect(stopped(mediaMatches(rtcpToo, framing))).toEqual(kinds);
  });
});

describe('directions', () => {
  it('are told by the client inside address', () => {
    expect(directionMatches(['192.168.1.10', '192.168.1.11'], 'both')).toEqual([
      'ip saddr { 192.168.1.10, 192.168.1.11 }',
      'ip daddr { 192.168.1.10, 192.168.1.11 }',
    ]);
  });
});

describe('loss', () => {
  it('is a share of ten thousand, and all of it without a draw', () => {
    expect(lossMatch(0.5)).toBe(' numgen random mod 10000 < 50');
    expect(lossMatch(100)).toBe('');
  });
});

it('packets carry their kind', () => {
  for (const kind of PACKET_KINDS) {
    expect(kindOf(packetOf(kind, 200))).toBe(kind);
    expect(packetOf(kind, 200)).toHaveLength(200);
  }
});
