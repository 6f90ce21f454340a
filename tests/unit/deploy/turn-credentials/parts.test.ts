// The service's parts: the table of users it reads, the buckets it counts with, its unit and its settings.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fillText } from '../../../../deploy/fill.mjs';
import { Limits, addressKey } from '../../../../deploy/turn-credentials/limits.mjs';
import { readSubscribers } from '../../../../deploy/turn-credentials/subscribers.mjs';
import { subscriberTable } from '../../../../deploy/users.mjs';
import { completeValues } from '../../../../deploy/values.mjs';
import { inRoot } from '../../../../scripts/lib/paths.mjs';

describe('the table of users', () => {
  it('is read as users.mjs writes it', () => {
    const users = readSubscribers(subscriberTable([{ username: '1001', password: 'x' }], 'a.org'), 'a.org');
    expect([...users.keys()]).toEqual(['1001']);
    expect(users.get('1001')).toMatch(/^[0-9a-f]{32}$/u);
  });

  it('may have its columns in another order, escaped colons, and users of other domains', () => {
    const table = [
      'ha1(string) email(string,null) domain(string) username(string)',
      'aa:a\\:b:a.org:1001',
      'bb::b.org:1002',
      '',
    ].join('\n');
    expect(readSubscribers(table, 'a.org')).toEqual(new Map([['1001', 'aa']]));
  });

  it('names the column that is not there', () => {
    expect(() => readSubscribers('id(int) username(string)\n', 'a.org')).toThrow('no column domain');
  });
});

describe('a bucket', () => {
  it('gives what it holds at once, then as fast as it fills', () => {
    const limits = new Limits({ burst: 2, perSecond: 0.5 });
    expect([limits.take('a', 0), limits.take('a', 0), limits.take('a', 0)]).toEqual([0, 0, 2]);
    expect(limits.take('b', 0)).toBe(0);
    expect([limits.take('a', 2000), limits.take('a', 2000)]).toEqual([0, 2]);
    expect(limits.wait('a', 60_000)).toBe(0);
  });

  it('is one of a bounded number: the full ones are forgotten first, then the older ones', () => {
    const limits = new Limits({ burst: 1, perSecond: 1 });
    limits.take('early', 0);
    for (let count = 0; count < 50_001; count += 1) limits.take(String(count), 5000);
    expect(limits.take('early', 5000)).toBe(0);
    expect(limits.take('50000', 5000)).toBe(1);
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('counts %s as %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});

describe('the files around it', () => {
  it('are settings that a secret of any kind we take leaves readable', () => {
    const given = {
      DOMAIN: 'example.com',
      WEB_ADDRESS: '198.51.100.1',
      SIP_ADDRESS: '198.51.100.2',
      TURN_ADDRESS: '198.51.100.3',
      NONCE_SECRET: 'x'.repeat(40),
      TURN_SECRET: 'aZ09+/=_.-'.repeat(3),
    };
    const text = readFileSync(inRoot('deploy/turn-credentials/settings.json'), 'utf8');
    const settings: unknown = JSON.parse(fillText(text, completeValues(given).values));
    expect(settings).toMatchObject({
      origin: 'https://phone.example.com',
      realm: 'example.com',
      secret: given.TURN_SECRET,
    });
  });

  it('are a unit that gives the service its two files and no more rights than it needs', () => {
    const unit = readFileSync(inRoot('deploy/turn-credentials/bothways-turn-credentials.service'), 'utf8');
    for (const line of ['DynamicUser=yes', 'NoNewPrivileges=yes', 'ProtectSystem=strict', 'CapabilityBoundingSet='])
      expect(unit.split('\n')).toContain(line);
    expect(unit.match(/^LoadCredential=\w+/gmu)).toEqual(['LoadCredential=settings', 'LoadCredential=users']);
  });
});
