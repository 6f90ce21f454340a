// The values that a set-up asks for: as few as can be, each checked, and those of another set-up refused.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { completeValues, type Values } from '../../../deploy/values.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';

const GOOD: Values = {
  DOMAIN: 'example.com',
  WEB_ADDRESS: '198.51.100.30',
  SIP_ADDRESS: '198.51.100.31',
  TURN_ADDRESS: '198.51.100.32',
  NONCE_SECRET: 'n'.repeat(64),
  TURN_SECRET: 't'.repeat(64),
};
const problems = (values: Values): string[] => completeValues(values).problems;
const example = (name: string): Values => JSON.parse(readFileSync(inRoot(`deploy/${name}`), 'utf8')) as Values;

describe('what is asked for', () => {
  it('is six values with several addresses, and the rest follows from them', () => {
    expect(problems(GOOD)).toEqual([]);
    expect(completeValues(GOOD).values).toMatchObject({
      WEB_NAME: 'phone.example.com',
      SIP_NAME: 'pbx.example.com',
      TURN_NAME: 'turn.example.com',
      SIP_PUBLIC_ADDRESS: '198.51.100.31',
      PAGE_ORIGINS: '^https://phone[.]example[.]com$',
      TURN_SECOND_ADDRESS: '',
      TURN_BEHIND_NAT: '',
      WEBSOCKET_PORT: 443,
      TURNS_PORT: 443,
    });
  });

  it('is one address where that is all there is', () => {
    const { DOMAIN, NONCE_SECRET, TURN_SECRET } = GOOD as Record<string, string>;
    const one = { DOMAIN: DOMAIN ?? '', NONCE_SECRET: NONCE_SECRET ?? '', TURN_SECRET: TURN_SECRET ?? '' };
    expect(problems({ ...one, ADDRESSES: 'one' })).toEqual(['ADDRESS is missing.']);
    expect(completeValues({ ...one, ADDRESSES: 'one', ADDRESS: '198.51.100.9' })).toMatchObject({
      problems: [],
      values: { WEB_ADDRESS: '198.51.100.9', TURN_ADDRESS: '198.51.100.9', WEBSOCKET_PORT: 8443 },
    });
  });

  it.each(['values.example.json', 'values.one-address.example.json'])(
    'is all that stands in %s, at most twelve, and the secrets alone are refused as they are there',
    (name) => {
      expect(Object.keys(example(name)).length).toBeLessThanOrEqual(12);
      expect(problems(example(name)).map((line) => line.split(' ')[0])).toEqual(['NONCE_SECRET', 'TURN_SECRET']);
    },
  );
});

describe('behind a one-to-one NAT', () => {
  it('everything but what listens goes by the public address', () => {
    const own = Object.fromEntries(Object.entries(GOOD).filter(([name]) => !name.endsWith('_ADDRESS')));
    const given = { ...own, ADDRESSES: 'one', ADDRESS: '10.0.0.2', PUBLIC_ADDRESS: '198.51.100.9', RTPENGINE: 'yes' };
    expect(completeValues(given)).toMatchObject({
      problems: [],
      values: {
        SIP_ADDRESS: '10.0.0.2',
        SIP_PUBLIC_ADDRESS: '198.51.100.9',
        TURN_PUBLIC_ADDRESS: '198.51.100.9',
        RTPENGINE_PUBLIC_ADDRESS: '198.51.100.9',
        TURN_BEHIND_NAT: 'yes',
      },
    });
  });

  it('each of several addresses may have a public one of its own', () => {
    const { values } = completeValues({ ...GOOD, TURN_PUBLIC_ADDRESS: '198.51.100.9' });
    expect(values).toMatchObject({ TURN_BEHIND_NAT: 'yes', SIP_PUBLIC_ADDRESS: '198.51.100.31' });
  });
});

describe('the secret of the routes', () => {
  it('is made of the nonces’ one and is another, the same at both of a pair', () => {
    const { ROUTE_SECRET } = completeValues(GOOD).values;
    expect(ROUTE_SECRET).toMatch(/^[0-9a-f]{64}$/u);
    expect(completeValues({ ...GOOD, SIP_ADDRESS: '198.51.100.99' }).values['ROUTE_SECRET']).toBe(ROUTE_SECRET);
    expect(completeValues({ ...GOOD, NONCE_SECRET: 'm'.repeat(64) }).values['ROUTE_SECRET']).not.toBe(ROUTE_SECRET);
  });

  it('may be given', () => {
    expect(problems({ ...GOOD, ROUTE_SECRET: 'r'.repeat(40) })).toEqual([]);
  });
});

describe('what is refused', () => {
  it.each(['TURN_SECRET', 'ROUTE_SECRET'])('is a secret that is another one already: %s', (name) => {
    expect(problems({ ...GOOD, [name]: 'n'.repeat(64) })).toEqual([`${name} has to be another than the other secrets.`]);
  });

  it('is what nothing uses, and what this set-up does not use', () => {
    expect(problems({ ...GOOD, SIP_ADRESS: '198.51.100.9' })).toEqual(['SIP_ADRESS is used nowhere.']);
    expect(problems({ ...GOOD, PEER_ADDRESS: '198.51.100.9' })).toEqual([
      'PEER_ADDRESS is used only with KAMAILIO_MODE "PAIRED".',
    ]);
    expect(problems({ ...GOOD, ADDRESS: '198.51.100.9' })).toEqual([
      'ADDRESS is used only with ADDRESSES "one".',
    ]);
    expect(problems({ ...GOOD, toString: 'x' })).toEqual(['toString is used nowhere.']);
  });

  it('is a missing domain, said once', () => {
    const rest = Object.fromEntries(Object.entries(GOOD).filter(([name]) => name !== 'DOMAIN'));
    expect(problems(rest)).toEqual(['DOMAIN is missing.']);
  });

  it.each([
    ['NONCE_SECRET', 'change-me-32-random-characters-1'],
    ['NONCE_SECRET', 'too-short'],
    ['TURN_SECRET', `${'t'.repeat(30)};x`],
    ['DOMAIN', 'example'],
    ['DOMAIN', 'Example.com'],
    ['DOMAIN', 'example.com; listen 1'],
    ['TURN_ADDRESS', '198.51.100.300'],
    ['TURN_ADDRESS', ''],
    ['TURN_SECOND_ADDRESS', 'none'],
    ['MAX_CONNECTIONS', '100'],
    ['MAX_CONNECTIONS', Number.NaN],
    ['SITE_FOLDER', 'dist'],
    ['PAGE_ORIGINS', 'two\nlines'],
    ['PAGE_ORIGINS', 'a"b'],
    ['PAGE_ORIGINS', "a'b"],
    ['PAGE_ORIGINS', '{{B}}'],
    ['PAGE_ORIGINS', ''],
    ['ADDRESSES', 'two'],
    ['RTPENGINE', 'true'],
  ])('is %s %j', (name, value) => {
    expect(problems({ ...GOOD, [name]: value }).join('\n')).toContain(`${name} has to be `);
  });

  it('is no address where a second one for TURN is left empty', () => {
    expect(problems({ ...GOOD, TURN_SECOND_ADDRESS: '' })).toEqual([]);
  });
});
