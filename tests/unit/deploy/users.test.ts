// Kamailio's user files: the digest's HA1 and no password, and readable for Kamailio.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { groupIdOf, readUsers, subscriberTable, writeUsers } from '../../../deploy/users.mjs';

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

describe('the lines of users', () => {
  it('are taken whatever ends them, with commas in a password', () => {
    expect(readUsers('1001,a,b\r\n\r\n1002,c\n')).toEqual([
      { username: '1001', password: 'a,b' },
      { username: '1002', password: 'c' },
    ]);
  });

  it.each([
    ['1001', 'not "username,password": line 1'],
    ['1001,a\n,b', 'not "username,password": line 2'],
    ['1001,', 'not "username,password": line 1'],
    ['1001,a\n1002,b\n1001,c', '1001 comes twice: line 3'],
  ])('%j: %s', (text, message) => {
    expect(() => readUsers(text)).toThrow(message);
  });
});

describe('the files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bothways-users-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const look = (name: string): { mode: string; group: number } => {
    const { mode, gid } = statSync(join(folder, name));
    return { mode: (mode & 0o777).toString(8), group: gid };
  };

  it('are readable for their owner and group alone, whatever the umask, and for nobody else a moment long', () => {
    const before = process.umask(0o077);
    try {
      writeUsers({ folder: join(folder, 'users'), users: [], domain: 'example.com' });
    } finally {
      process.umask(before);
    }
    expect(look('users').mode).toBe('750');
    expect(look('users/subscriber').mode).toBe('640');
    expect(look('users/version').mode).toBe('640');
  });

  it.runIf(process.getuid?.() === 0)("belong to root and the server's group", () => {
    writeUsers({ folder, users: [], domain: 'example.com', groupId: 33 });
    expect([look('.'), look('subscriber'), look('version')].map(({ group }) => group)).toEqual([33, 33, 33]);
  });

  it('need a group that is there', () => {
    expect(groupIdOf('kamailio', 'root:x:0:\nkamailio:x:105:ann\n')).toBe(105);
    expect(() => groupIdOf('kamailio', 'root:x:0:\n')).toThrow('There is no group kamailio here');
  });
});
