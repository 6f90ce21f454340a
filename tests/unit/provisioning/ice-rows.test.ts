import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BLANK_ROWS,
  addRows,
  blankRow,
  iceRowsOf,
  readIceRow,
  readIceRows,
  spreadAddress,
  type IceRow,
} from '../../../src/provisioning/ice-rows.ts';

const stun = (host: string, change: Partial<IceRow> = {}): IceRow => ({
  ...blankRow('stun'),
  host,
  ...change,
});
const turn = (host: string, change: Partial<IceRow> = {}): IceRow => ({
  ...blankRow('turn'),
  host,
  username: 'ann',
  credential: 'c',
  ...change,
});

describe('a row of servers', () => {
  it.each([
    [stun('stun.example.org'), ['stun:stun.example.org:3478']],
    [stun('stun.example.org', { port: '19302' }), ['stun:stun.example.org:19302']],
    [stun('2001:db8::1'), ['stun:[2001:db8::1]:3478']],
    [stun('s.example.org', { transport: 'tls' }), ['stuns:s.example.org:5349']],
    [
      turn('t.example.org'),
      ['turn:t.example.org:3478?transport=udp', 'turn:t.example.org:3478?transport=tcp'],
    ],
    [turn('t.example.org', { transport: 'udp' }), ['turn:t.example.org:3478?transport=udp']],
    [turn('t.example.org', { transport: 'tls', port: '443' }), ['turns:t.example.org:443?transport=tcp']],
    [turn('turns:t.example.org:443', { transport: 'udp' }), ['turns:t.example.org:443?transport=tcp']],
    [turn('turn:t.example.org?transport=tcp', { port: '80' }), ['turn:t.example.org:80?transport=tcp']],
    [
      turn('a.example.org b.example.org:99', { transport: 'tcp', port: '80' }),
      ['turn:a.example.org:80?transport=tcp', 'turn:b.example.org:99?transport=tcp'],
    ],
  ])('%j stands for %j', (row, urls) => {
    expect(readIceRow(row)).toEqual({ urls, problems: {} });
  });

  it.each([
    [stun('turn:t.example.org'), { host: 'iceScheme' }],
    [stun('a b!c'), { host: 'iceHost' }],
    [stun('a.example.org', { port: '70000' }), { port: 'icePort' }],
    [stun('a.example.org:0'), { host: 'icePort' }],
    [stun('', { port: '3478' }), { host: 'iceHost' }],
    [turn('', {}), { host: 'turnServerMissing' }],
    [turn('t.example.org', { username: ' ' }), { username: 'turnCredentialsMissing' }],
    [turn('t.example.org', { credential: '' }), { credential: 'turnCredentialsMissing' }],
    [turn('t.example.org', { username: 'a\nb' }), { username: 'controlCharacter' }],
  ])('%j has %j wrong with it', (row, problems) => {
    expect(readIceRow(row).problems).toEqual(problems);
  });

  it('says nothing of a blank one', () => {
    expect(readIceRows(BLANK_ROWS)).toEqual({ servers: [], problems: [{}, {}] });
  });

  it.each([
    ['turns:t.example.org:443?transport=tcp', { host: 't.example.org', port: '443', transport: 'tls' }],
    ['turn:t.example.org?transport=udp', { host: 't.example.org', port: '3478', transport: 'udp' }],
    ['turn:t.example.org', { host: 't.example.org', port: '3478', transport: 'auto' }],
    ['stun:s.example.org', { host: 'stun:s.example.org' }],
    ['t.example.org:99', { host: 't.example.org', port: '99' }],
    ['t.example.org', { host: 't.example.org', port: '' }],
    ['two.example.org servers.example.org', { host: 'two.example.org servers.example.org' }],
    ['turn:?', { host: 'turn:?' }],
  ])('spreads %s over its fields', (address, fields) => {
    expect(spreadAddress(turn(address))).toEqual({ ...turn(address), ...fields });
  });
});

describe('the rows of a profile', () => {
  it('keep several accounts apart, and put those of one together', () => {
    const rows = [
      turn('a.example.org', { transport: 'udp' }),
      turn('b.example.org', { username: 'bob', transport: 'tcp' }),
      turn('c.example.org', { transport: 'udp' }),
    ];
    expect(readIceRows(rows).servers).toEqual([
      {
        urls: ['turn:a.example.org:3478?transport=udp', 'turn:c.example.org:3478?transport=udp'],
        username: 'ann',
        credential: 'c',
      },
      { urls: ['turn:b.example.org:3478?transport=tcp'], username: 'bob', credential: 'c' },
    ]);
  });

  it('refuses more addresses than a profile holds, at the row', () => {
    const many = Array.from({ length: 17 }, (_, index) => turn(`t${String(index)}.example.org`));
    expect(readIceRows(many).problems.at(-1)).toEqual({ host: 'iceTooMany' });
    expect(readIceRows(many).problems.at(-2)).toEqual({});
    for (const { urls } of readIceRows(many).servers) expect(urls.length).toBeLessThanOrEqual(32);
  });

  it('come back from any servers, and stand for the same again', () => {
    const host = fc.constantFrom('a.example.org', '192.0.2.1', '2001:db8::1');
    const port = fc.integer({ min: 1, max: 65_535 }).map(String);
    const row = fc.oneof(
      fc.record({ host, port }).map((change) => stun('', change)),
      fc
        .record({
          host,
          port,
          transport: fc.constantFrom('auto' as const, 'udp' as const, 'tcp' as const, 'tls' as const),
          username: fc.constantFrom('ann', 'bob'),
        })
        .map((change) => turn('', change)),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(row, {
          maxLength: 10,
          selector: ({ host, port, username }) => `${host} ${port} ${username}`,
        }),
        (rows) => {
          const { servers } = readIceRows(rows);
          const again = readIceRows(iceRowsOf(servers)).servers;
          expect(new Set(again.map((server) => JSON.stringify(server)))).toEqual(
            new Set(servers.map((server) => JSON.stringify(server))),
          );
        },
      ),
    );
  });

  it('never loses or breaks on what is typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (host, port) => {
        const row = spreadAddress(turn(host, { port }));
        const { urls, problems } = readIceRow(row);
        expect(
          urls.length > 0 ||
            Object.keys(problems).length > 0 ||
            row.host.trim().replace(/[\s,;]+/gu, '') === '',
        ).toBe(true);
      }),
    );
  });

  it('are joined by new ones in place of blank ones, each once', () => {
    const rows = addRows(
      [...BLANK_ROWS, stun('a.example.org')],
      [stun('a.example.org'), stun('b.example.org')],
    );
    expect(rows).toEqual([stun('a.example.org'), stun('b.example.org'), blankRow('turn')]);
  });
});
