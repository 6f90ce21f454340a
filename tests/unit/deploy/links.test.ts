// The links that links.mjs prints set a phone up for the servers of the same values.
import { describe, expect, it } from 'vitest';
import { linkOf } from '../../../deploy/links.mjs';
import { readProvisioningFragment } from '../../../src/provisioning/link.ts';

const SECRETS = { NONCE_SECRET: 'n'.repeat(64), TURN_SECRET: 't'.repeat(64) };
const USER = { username: '1001', password: 'sesame' };

function profileIn(values: Parameters<typeof linkOf>[1]): unknown {
  const link = linkOf(USER, values);
  expect(link).toMatch(/^https:\/\/phone\.example\.com\/#provision=/u);
  return readProvisioningFragment(new URL(link).hash);
}

describe('a link', () => {
  it('leads to the WebSocket on 443 where it has an address of its own, and to the TURN service', () => {
    const addresses = { WEB_ADDRESS: '198.51.100.1', SIP_ADDRESS: '198.51.100.2', TURN_ADDRESS: '198.51.100.3' };
    expect(profileIn({ DOMAIN: 'example.com', ...addresses, ...SECRETS })).toMatchObject({
      kind: 'valid',
      profile: {
        account: { username: '1001', domain: 'example.com', webSocketServers: [{ url: 'wss://pbx.example.com/ws' }] },
        credentials: { password: 'sesame' },
        iceServers: [{ urls: ['stun:turn.example.com:3478'] }],
        turnService: { url: 'https://phone.example.com/turn-credentials', token: '' },
      },
    });
  });

  it('leads to 8443 with one address, and holds none of the servers’ secrets', () => {
    const values = { DOMAIN: 'example.com', ADDRESSES: 'one', ADDRESS: '198.51.100.1', ...SECRETS };
    expect(JSON.stringify(profileIn(values))).toContain('"wss://pbx.example.com:8443/ws"');
    expect(JSON.stringify(profileIn(values))).not.toMatch(/nnnn|tttt/u);
  });

  it('is not made of values that are wrong', () => {
    expect(() => linkOf(USER, { DOMAIN: 'example.com' })).toThrow('WEB_ADDRESS is missing.');
  });
});
