// Kamailio's user files: the digest's HA1 and no password.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { subscriberTable } from '../../../deploy/users.mjs';

describe('the table of users', () => {
  it('holds HA1 as RFC 2617 section 3.2.2.2 has it, and no password', () => {
    const table = subscriberTable([{ username: '1001', password: 'open:sesame' }], 'example.com');
    const ha1 = createHash('md5').update('1001:example.com:open:sesame').digest('hex');
    expect(table.split('\n')[1]).toBe(`1:1001:example.com:${ha1}`);
    expect(table).not.toContain('sesame');
  });

  it.each(['a:b', 'a b', '', 'a\nb'])('refuses the user name %j, for which the format has no room', (username) => {
    expect(() => subscriberTable([{ username, password: 'x' }], 'example.com')).toThrow('not a user name');
  });
});
