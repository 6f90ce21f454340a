import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatIceServerUri,
  parseIceServerUri,
  serverKey,
  type IceServerUri,
} from '../../../src/media/ice-server.ts';

describe('STUN and TURN addresses (RFC 7064, RFC 7065)', () => {
  it.each([
    ['stun.example.org', 'stun', 'stun:stun.example.org:3478'],
    ['stun:stun.example.org:19302', 'stun', 'stun:stun.example.org:19302'],
    ['stuns:stun.example.org', 'stun', 'stuns:stun.example.org:5349'],
    ['turn.example.org', 'turn', 'turn:turn.example.org:3478'],
    ['turn:turn.example.org?transport=tcp', 'turn', 'turn:turn.example.org:3478?transport=tcp'],
    ['TURNS:Turn.Example.org:443?transport=TCP', 'turn', 'turns:turn.example.org:443?transport=tcp'],
    ['turn://turn.example.org:3478', 'turn', 'turn:turn.example.org:3478'],
    ['[2001:db8::1]:3478', 'stun', 'stun:[2001:db8::1]:3478'],
    ['192.0.2.1', 'turn', 'turn:192.0.2.1:3478'],
  ] as const)('reads %s as %s: %s', (text, assumed, expected) => {
    const result = parseIceServerUri(text, assumed);
    expect(result.kind === 'valid' && formatIceServerUri(result.uri)).toBe(expected);
  });

  it.each([
    ['turn:turn.example.org', 'stun', 'scheme'],
    ['stun:stun.example.org', 'turn', 'scheme'],
    ['https://stun.example.org', 'stun', 'scheme'],
    ['stun:', 'stun', 'host'],
    ['exa mple', 'stun', 'host'],
    ['-a.org', 'turn', 'host'],
    ['stun:stun.example.org:0', 'stun', 'port'],
    ['stun:stun.example.org:99999', 'stun', 'port'],
    ['stun:stun.example.org:abc', 'stun', 'port'],
    ['stun:stun.example.org?transport=udp', 'stun', 'transport'],
    ['turn:turn.example.org?transport=sctp', 'turn', 'transport'],
    ['turns:turn.example.org?transport=udp', 'turn', 'transport'],
  ] as const)('refuses %j as %s: %s', (text, assumed, reason) => {
    expect(parseIceServerUri(text, assumed)).toEqual({ kind: 'invalid', reason });
  });

  it.each([
    ['stun:s.example.org', 'stun:s.example.org:3478'],
    ['turn:T.example.org', 'turn:t.example.org:3478?transport=udp'],
    ['turn:t.example.org:3478?transport=tcp', 'turn:t.example.org:3478?transport=tcp'],
    ['turns:t.example.org', 'turns:t.example.org:5349?transport=tcp'],
    ['nonsense://', 'nonsense://'],
  ])('knows %s by one name', (url, key) => {
    expect(serverKey(url)).toBe(key);
  });

  it('reads back whatever it writes', () => {
    const uris: fc.Arbitrary<IceServerUri> = fc.record({
      scheme: fc.constantFrom('turn', 'turns'),
      host: fc.constantFrom('turn.example.org', '192.0.2.1', '2001:db8::1'),
      port: fc.integer({ min: 1, max: 65_535 }),
      transport: fc.constantFrom(undefined, 'tcp'),
    });
    fc.assert(
      fc.property(uris, (uri) => {
        expect(parseIceServerUri(formatIceServerUri(uri), 'turn')).toEqual({ kind: 'valid', uri });
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => ['valid', 'invalid'].includes(parseIceServerUri(text, 'stun').kind)),
    );
  });
});
