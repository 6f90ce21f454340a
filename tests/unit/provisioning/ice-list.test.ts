import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIceList, type IceListResult } from '../../../src/provisioning/ice-list.ts';
import { readIceRows } from '../../../src/provisioning/ice-rows.ts';
import { parseLoose } from '../../../src/provisioning/json5/parse-loose.ts';
import { mutate, seeded } from '../../doubles/mutate.ts';

const read = (text: string): IceListResult => readIceList(text, parseLoose);
const urlsOf = (text: string): readonly string[] => {
  const result = read(text);
  if (result.kind === 'invalid') throw new Error(`refused: ${JSON.stringify(result.problem)}`);
  return readIceRows(result.rows).servers.flatMap(({ urls }) => urls);
};
const BOTH = ['stun:s.example.org:3478', 'turn:t.example.org:3478?transport=udp'];
const TURN = `{ urls: ['turn:t.example.org?transport=udp'], username: 'u', credential: 'c' }`;
const JSON_LIST = `[{"urls":"stun:s.example.org"},{"url":"turn:t.example.org:3478?transport=udp","username":"u","credential":"c"}]`;

describe('a pasted list of servers', () => {
  it.each([
    ['iceServers JSON', JSON_LIST],
    ['an RTCConfiguration', `{"iceServers":${JSON_LIST},"iceTransportPolicy":"all"}`],
    ['a part of a configuration', `iceServers: [{urls:'stun:s.example.org'}, ${TURN},],`],
    [
      'pcConfig in code',
      `const pcConfig = {\n  // ours\n  iceServers: [{ urls: 'stun:s.example.org' }, ${TURN}],\n};`,
    ],
    [
      'Browser-Phone',
      `var phoneOptions = { wssServer: "x", IceStunServerJson: ${JSON.stringify(JSON_LIST)}, IceStunCheckTimeout: 500 }`,
    ],
    [
      'SIP.js',
      `{sessionDescriptionHandlerFactoryOptions:{peerConnectionConfiguration:{iceServers:${JSON_LIST}}}}`,
    ],
    [
      'the answer of a TURN service',
      `{"username":"u","password":"c","ttl":60,"uris":["stun:s.example.org","turn:t.example.org?transport=udp"]}`,
    ],
  ])('is understood as %s', (_name, text) => {
    expect(urlsOf(text)).toEqual(BOTH);
  });

  it('may be addresses alone; those without a scheme are STUN servers', () => {
    expect(urlsOf('# ours\ns.example.org\nstun:other.example.org:99')).toEqual([
      'stun:s.example.org:3478',
      'stun:other.example.org:99',
    ]);
  });

  it('may name the account of a TURN server behind it', () => {
    expect(read('turn:t.example.org:99 ann s3cret')).toMatchObject({
      rows: [
        {
          kind: 'turn',
          host: 't.example.org',
          port: '99',
          transport: 'auto',
          username: 'ann',
          credential: 's3cret',
        },
      ],
    });
  });

  it('keeps a TURN server without an account for the person to complete', () => {
    const result = read('turn:t.example.org');
    expect(result).toMatchObject({ rows: [{ kind: 'turn', host: 't.example.org', username: '' }] });
  });

  it.each([
    ['[{"urls": "stun:a.example.org"', { code: 'syntax', at: 1 }],
    ['[\n{"urls": "stun:a.example.org"}\n{"urls": 1}]', { code: 'syntax', at: 3 }],
    ['[{"urls": "https://a.example.org"}]', { code: 'address', at: 'https://a.example.org' }],
    ['see you tomorrow!', { code: 'address', at: 'see' }],
    ['Hi, please use stun:s.example.org', { code: 'address', at: 'Hi' }],
    [Array.from({ length: 33 }, (_, n) => `s${String(n)}.example.org`).join(' '), { code: 'tooLong' }],
    ['{"iceServers": []}', { code: 'noServers' }],
    [' ', { code: 'noServers' }],
    ['x'.repeat(40_000), { code: 'tooLong' }],
  ])('refuses %j and says where', (text, problem) => {
    expect(read(text)).toEqual({ kind: 'invalid', problem });
  });

  it('executes nothing', () => {
    expect(read('[{urls: (() => { globalThis.hacked = true; })()}]').kind).toBe('invalid');
    expect('hacked' in globalThis).toBe(false);
  });

  it('never throws on damaged text', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const damaged = mutate(Buffer.from(JSON_LIST), seeded(seed)).toString();
        expect(['rows', 'invalid']).toContain(read(damaged).kind);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => ['rows', 'invalid'].includes(read(text).kind)));
    expect(read('['.repeat(5000)).kind).toBe('invalid');
  });
});

describe('a list that was made to cost time', () => {
  const pieces = [
    ';',
    ' ',
    '\t',
    ',',
    'a',
    'a.',
    'a:',
    '"',
    '" ',
    '{',
    '[',
    '=',
    '#',
    '\n',
    'stun:',
    'var ',
    '.',
    ':',
  ];

  it.each(pieces)('costs little: as many %j as are read at all', (piece) => {
    const filling = piece.repeat(32_000 / piece.length);
    for (const text of [filling, `${filling}!`, `[${filling}!`, `x = ${filling}!`, `stun:${filling}!`]) {
      const runs = [1, 2, 3].map(() => {
        const startedAt = performance.now();
        readIceList(text, (json) => JSON.parse(json) as unknown);
        return performance.now() - startedAt;
      });
      expect(Math.min(...runs), JSON.stringify(text.slice(0, 12))).toBeLessThan(100);
    }
  });
});
