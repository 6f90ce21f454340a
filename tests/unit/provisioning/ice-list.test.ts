import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIceList, type IceListResult } from '../../../src/provisioning/ice-list.ts';
import type { LeftOut } from '../../../src/provisioning/ice-entry.ts';
import { readIceRows } from '../../../src/provisioning/ice-rows.ts';
import { readTurnAnswer } from '../../../src/provisioning/turn-answer.ts';
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

describe('a list in code with lines beside it', () => {
  it('is taken with them, whichever comes first', () => {
    const lines = ['stun:q.example.org', 'turns:t2.example.org:5349 ann s3cret', '// stun:old.example.org'];
    for (const text of [
      [...lines, JSON_LIST],
      [JSON_LIST, ...lines],
    ]) {
      const urls = urlsOf(text.join('\n'));
      expect(urls).toEqual(
        expect.arrayContaining([
          ...BOTH,
          'stun:q.example.org:3478',
          'turns:t2.example.org:5349?transport=tcp',
        ]),
      );
      expect(urls.filter((url) => url.includes('old'))).toEqual([]);
    }
  });

  it('names what of them is left out', () => {
    const result = read(`${JSON_LIST}\nstun:s.example.org:99999`);
    expect(result.leftOut.map(({ line }) => line)).toEqual([2]);
  });
});

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
    expect(read('turn:t.example.org:3499 ann s3cret')).toMatchObject({
      rows: [
        {
          kind: 'turn',
          host: 't.example.org',
          port: '3499',
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
    ['[{"urls": }]', { code: 'syntax', at: 1 }],
    ['{"iceServers": []}', { code: 'noServers' }],
    ['see you tomorrow!', { code: 'noServers' }],
    ['[{"urls": "https://a.example.org"}]', { code: 'noServers' }],
    [' ', { code: 'noServers' }],
    ['x'.repeat(40_000), { code: 'tooLong' }],
  ])('holds no server: %j', (text, problem) => {
    expect(read(text)).toMatchObject({ kind: 'invalid', problem });
  });

  const ACCOUNT = { username: 'ann', credential: 's3cret' };
  const STUN = { kind: 'stun', host: 's.example.org', port: '3478' };
  const T = { kind: 'turn', host: 't.example.org', port: '3478', ...ACCOUNT };

  it.each([
    [
      'a fence of Markdown',
      "```js\nconst pc = new RTCPeerConnection({\n iceServers: [{urls: 'stun:s.example.org'}, // ours\n {urls: ['turn:t.example.org'], username: 'ann', credential: 's3cret'}]\n});\npc.foo();\n```",
      [STUN, T],
    ],
    [
      'curly quotes',
      '[{“urls”: “stun:s.example.org”}, {“urls”: “turn:t.example.org”, “username”: “ann”, “credential”: “s3cret”}]',
      [STUN, T],
    ],
    [
      'YAML of Synapse',
      'turn_uris: ["turn:t.example.org?transport=udp", "turn:t.example.org?transport=tcp"]\nturn_username: "ann"\nturn_password: "s3cret"',
      [T],
    ],
    [
      'YAML in blocks',
      'iceServers:\n  - urls: stun:s.example.org\n  - urls: turn:t.example.org\n    username: ann\n    credential: s3cret',
      [STUN, T],
    ],
    [
      'rtp.conf',
      '[general]\nicesupport=yes\nstunaddr=s.example.org\nturnaddr=t.example.org\nturnusername=ann\nturnpassword=s3cret ; ours',
      [STUN, T],
    ],
    ['turnserver.conf', 'server-name=t.example.org\nlistening-port=3478\nuser=ann:s3cret', [T]],
    ['INI', '[turn]\nserver = t.example.org\nport = 3478\nuser = ann\npassword = s3cret', [T]],
    [
      'an env file',
      'export TURN_URL=turn:t.example.org\nTURN_USERNAME=ann\nTURN_PASSWORD="s3cret"\nSTUN_URL=stun:s.example.org',
      [STUN, T],
    ],
    [
      'bullets and labels',
      '- stun:s.example.org\n- TURN: t.example.org:3478\n- Username: ann\n- Password: s3cret',
      [STUN, T],
    ],
    [
      'labels of another language',
      '• STUN-Server: s.example.org\n• TURN-Server: t.example.org\n• Benutzername: ann\n• Kennwort: s3cret',
      [STUN, T],
    ],
    ['an account before its server', 'user: ann\npass: s3cret\nturn:t.example.org', [T]],
    [
      'a table',
      '| URL | Username | Credential |\n|---|---|---|\n| stun:s.example.org | | |\n| turn:t.example.org | ann | s3cret |',
      [STUN, T],
    ],
    ['a mail', 'Hi, please use stun:s.example.org and turn:ann:s3cret@t.example.org. Thanks!', [STUN, T]],
    ['an account in the address', 'TURN:ann:s3cret@T.example.org', [T]],
    ['settings behind the address', 'turn:t.example.org username=ann password=s3cret', [T]],
    [
      'services of XMPP',
      '{"services":[{"type":"stun","host":"s.example.org","port":3478},{"type":"turn","host":"t.example.org","port":3478,"username":"ann","password":"s3cret"}]}',
      [STUN, { ...T, transport: 'auto' }],
    ],
    [
      'Xirsys',
      '{"v":{"iceServers":{"username":"ann","urls":["stun:s.example.org","turn:t.example.org"],"credential":"s3cret"}},"s":"ok"}',
      [STUN, T],
    ],
    ['XML', '<param name="stun-server" value="stun:s.example.org"/>', [STUN]],
    ['IPv6', 'stun:[2001:db8::1]:3478', [{ ...STUN, host: '2001:db8::1' }]],
    ['IPv6 without brackets', 'stun:2001:db8::1', [{ ...STUN, host: '2001:db8::1' }]],
    ['a name of one network', 'turn: coturn:3478', [{ kind: 'turn', host: 'coturn' }]],
    [
      'numbers as account',
      '[{urls: "turn:t.example.org", username: 1234, credential: 5678}]',
      [{ ...T, username: '1234', credential: '5678' }],
    ],
    [
      'code that names variables',
      'const u = user();\nnew RTCPeerConnection({iceServers:[{urls:"stun:s.example.org"},{urls:"turn:t.example.org", username: u}]})',
      [STUN, { ...T, username: '', credential: '' }],
    ],
    ['a list that was cut off', '[{"urls": "stun:s.example.org"},\n{"urls": "tu', [STUN]],
    [
      'accounts of two servers',
      'TURN: t.example.org\nUsername: ann\nPassword: s3cret\nTURN: b.example.org\nUsername: bob\nPassword: pb',
      [T, { ...T, host: 'b.example.org', username: 'bob', credential: 'pb' }],
    ],
  ])('is taken from %s', (_name, text, rows) => {
    const result = read(text);
    expect(result.kind === 'rows' ? result.rows.filter(({ host }) => host !== '') : result).toMatchObject(
      rows,
    );
  });

  it.each([
    ['stun:s.example.org?transport=udp', 'query', 'stun:s.example.org'],
    ['turns:t.example.org?transport=udp u p', 'transport', 'turns:t.example.org'],
    ['turn:t.example.org?transport=sctp u p', 'transport', 'turn:t.example.org'],
    ['stun:s.example.org:53', 'blockedPort', 'stun:s.example.org:53'],
    ['turn:t.example.org:53?transport=udp u p', 'blockedPort', 'turn:t.example.org:53'],
    ['stun:s.example.org:99999', 'port', 'stun:s.example.org:99999'],
    ['https://t.example.org/turn', 'scheme', 'https://t.example.org'],
    ['stun:ok.example.org', 'duplicate', 'stun:ok.example.org'],
    ['STUN:OK.example.org:3478', 'duplicate', 'stun:ok.example.org:3478'],
    ['static-auth-secret=s3cret', 'sharedSecret', 'static-auth-secret'],
    ['favourite colour: blue', 'notServer', 'favourite colour'],
  ])('takes the rest, and says why it leaves %s out', (needless, why, what) => {
    const result = read(`stun:ok.example.org\n${needless}\n`);
    expect(result).toMatchObject({ kind: 'rows', leftOut: [{ why, what }] });
    const hosts = result.kind === 'rows' ? result.rows.map(({ host }) => host) : [];
    expect(hosts).toContain('ok.example.org');
    // In code as in lines, and in the answer of a service.
    const code = JSON.stringify([
      { urls: ['stun:ok.example.org', needless.split(' ', 1).join()], username: 'u', credential: 'p' },
      '',
    ]);
    expect(read(code)).toMatchObject({ kind: 'rows' });
    expect(readTurnAnswer(JSON.parse(code))).toMatchObject({ kind: 'servers' });
  });

  it('takes the first 32 addresses', () => {
    const result = read(Array.from({ length: 40 }, (_, n) => `s${String(n)}.example.org`).join(' '));
    expect(result).toMatchObject({ kind: 'rows' });
    expect(result.leftOut.filter(({ why }) => why === 'tooMany')).toHaveLength(8);
  });

  const SECRET = 'hunter2hunter2';
  const lines = fc.constantFrom(
    ...[
      'stun:s.example.org',
      'turn:t.example.org',
      `turn:t.example.org ann ${SECRET}`,
      `turn:ann:${SECRET}@t.example.org:99999`,
      `turns:ann:${SECRET}@t.example.org?transport=udp`,
      `password: ${SECRET}`,
      `static-auth-secret=${SECRET}`,
      `credential: "${SECRET}"`,
      `https://u:${SECRET}@h.example/${SECRET}?k=${SECRET}`,
      `ann ${SECRET}`,
      SECRET,
      `key: ${SECRET}`,
      '',
      '# ours',
      '[turn]',
      '```',
      'username: ann',
      '{',
      '}',
      `{"urls":"turn:x.example.org","credential":"${SECRET}"}`,
      `[{urls: "turn:", credential: "${SECRET}"}]`,
      '- stun:[2001:db8::1]',
      '|---|',
      'TURN: t.example.org',
    ],
  );

  it('never names a secret, and never loses a server for what stands beside it', () => {
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 8 }), (some) => {
        const result = read(
          [...some.slice(0, 4), 'stun:always.example.org:3478', ...some.slice(4)].join('\n'),
        );
        const said: readonly LeftOut[] = result.leftOut;
        expect(JSON.stringify(said)).not.toContain(SECRET);
        const isCode = some.some((line) => /[[{]/u.test(line));
        const hosts = result.kind === 'rows' ? result.rows.map(({ host }) => host) : [];
        if (!isCode) expect(hosts).toContain('always.example.org');
      }),
      { numRuns: 1000 },
    );
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

/** Rows in short: kind, host, port, way, and the account. */
const rowsOf = (text: string): readonly string[] => {
  const result = read(text);
  if (result.kind === 'invalid') throw new Error(`refused: ${JSON.stringify(result.problem)}`);
  return result.rows.map(({ kind, host, port, transport, username, credential }) =>
    [kind, host, port, transport, username, credential].join(' ').trim(),
  );
};
const STUN_ROW = 'stun s.example.org 3478 auto';
const TURN_ROW = 'turn t.example.org 3478 auto bob hunter2';

describe('a list in the words of another program', () => {
  it.each([
    [
      'C#',
      `{"IceServers":[{"Urls":["stun:s.example.org"]},{"Urls":["turn:t.example.org"],"Username":"bob","Credential":"hunter2"}]}`,
    ],
    [
      'Python',
      `RTCConfiguration(iceServers=[RTCIceServer(urls=["stun:s.example.org"]), RTCIceServer(urls="turn:t.example.org", username="bob", credential="hunter2")])`,
    ],
    [
      'Go',
      `ICEServers: []webrtc.ICEServer{\n  {URLs: []string{"stun:s.example.org"}},\n  {URLs: []string{"turn:t.example.org:3478"}, Username: "bob", Credential: "hunter2"},\n},`,
    ],
    [
      'PHP',
      `[['urls' => 'stun:s.example.org'], ['urls' => 'turn:t.example.org', 'username' => 'bob', 'credential' => 'hunter2']]`,
    ],
    [
      'Lua',
      `external_services = {\n  { type = "stun", host = "s.example.org", port = 3478 },\n  { type = "turn", host = "t.example.org", username = "bob", password = "hunter2" }\n};`,
    ],
    [
      'JSON in a shell variable',
      `ICE='[{"urls":"stun:s.example.org"},{"urls":"turn:t.example.org","username":"bob","credential":"hunter2"}]'`,
    ],
    [
      'escaped JSON in a shell variable',
      `ICE="[{\\"urls\\":\\"stun:s.example.org\\"},{\\"urls\\":\\"turn:t.example.org\\",\\"username\\":\\"bob\\",\\"credential\\":\\"hunter2\\"}]"`,
    ],
    [
      'Kubernetes',
      `env:\n  - name: STUN\n    value: stun:s.example.org\n  - name: TURN\n    value: "turn:t.example.org"\n  - name: TURN_USERNAME\n    value: "bob"\n  - name: TURN_PASSWORD\n    value: hunter2`,
    ],
    [
      'one text for several addresses',
      `[{"urls":"stun:s.example.org, turn:t.example.org","username":"bob","credential":"hunter2"}]`,
    ],
    ['a chat', `stun:s.example.org\nuse turn:t.example.org with user bob and password hunter2 thanks`],
    ['a mail', `stun:s.example.org (UDP)\nturn:t.example.org (user bob, password hunter2)`],
    ['Kurento', `stunServerAddress=s.example.org\nturnURL=bob:hunter2@t.example.org:3478`],
  ])('is read with its account: %s', (_name, text) => {
    expect(rowsOf(text)).toEqual([STUN_ROW, TURN_ROW]);
  });

  it('is told by its heading', () => {
    const text = `stun_servers:\n  - s.example.org:19302\nturn_servers:\n  - host: t.example.org\n    port: 443\n    protocol: tls`;
    expect(rowsOf(text)).toEqual(['stun s.example.org 19302 auto', 'turn t.example.org 443 tls']);
  });

  it.each([
    ['occ talk:turn:add turn turn.example.com:3478 udp,tcp', 'turn turn.example.com 3478 auto'],
    ['stun.example.org:3478 (UDP)', 'stun stun.example.org 3478 auto'],
    ['our STUN server is stun.example.org.', 'stun stun.example.org 3478 auto'],
    ['turn.example.org:443 (UDP)', 'turn turn.example.org 443 auto'],
  ])('takes the server, and no other word: %s', (text, row) => {
    expect(rowsOf(text)).toEqual([row]);
  });

  it('names the secret that two servers share for what it is', () => {
    expect(read('stun:s.example.org\nTURN_SECRET=zzz').leftOut).toEqual([
      { what: 'TURN_SECRET', why: 'sharedSecret', line: 2 },
    ]);
  });

  it('never changes a password, whatever signs end it', () => {
    const password = fc.stringMatching(/^[a-z0-9!./+=&%$^~*-]{1,12}[a-z0-9!./+=&%$^~*]$/u);
    const forms = fc.constantFrom<(secret: string) => string>(
      (secret) => `turn:t.example.org\nUsername: bob\nPassword: ${secret}`,
      (secret) => `TURN_URL=turn:t.example.org\nTURN_USER=bob\nTURN_PASS="${secret}"`,
      (secret) => `turn:t.example.org user=bob password=${secret}`,
      (secret) => `turn:t.example.org\nuser=bob:${secret}`,
      (secret) => JSON.stringify([{ urls: 'turn:t.example.org', username: 'bob', credential: secret }]),
    );
    fc.assert(
      fc.property(password, forms, (secret, form) => {
        expect(rowsOf(form(secret))).toEqual([`turn t.example.org 3478 auto bob ${secret}`]);
      }),
      { numRuns: 500 },
    );
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
