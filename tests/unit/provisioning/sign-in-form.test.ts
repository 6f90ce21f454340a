import { describe, expect, it } from 'vitest';
import { blankRow, type IceRow } from '../../../src/provisioning/ice-rows.ts';
import {
  EMPTY_SIGN_IN_FORM,
  readSignInForm,
  signInFormOf,
  type SignInForm,
} from '../../../src/provisioning/sign-in-form.ts';

const FORM: SignInForm = {
  ...EMPTY_SIGN_IN_FORM,
  username: ' 1001 ',
  password: ' secret ',
  domain: 'Example.org',
  webSocketServer: 'pbx.example.org:8089/ws',
};
const turnRow = (host: string, transport: IceRow['transport'], username: string): IceRow => ({
  ...blankRow('turn'),
  host,
  port: '443',
  transport,
  username,
  credential: 'c',
});
const problemsOf = (change: Partial<SignInForm>): unknown => {
  const result = readSignInForm({ ...FORM, ...change });
  return result.kind === 'invalid' ? result.problems : {};
};

describe('the sign-in form', () => {
  it('becomes a profile; spaces around names go, those in a password stay', () => {
    expect(readSignInForm(FORM)).toMatchObject({
      kind: 'valid',
      profile: {
        account: {
          username: '1001',
          domain: 'example.org',
          authUsername: '1001',
          webSocketServers: [{ url: 'wss://pbx.example.org:8089/ws', priority: 10, weight: 0 }],
        },
        credentials: { password: ' secret ' },
        iceServers: [],
      },
    });
  });

  it('names every empty field that is needed, at once', () => {
    expect(problemsOf({ username: '', password: '', domain: ' ', webSocketServer: '' })).toEqual({
      username: 'required',
      password: 'required',
      domain: 'required',
      webSocketServer: 'required',
    });
  });

  it('takes the rows of servers, the service and the relay policy along', () => {
    const result = readSignInForm({
      ...FORM,
      iceRows: [
        { ...blankRow('stun'), host: 'stun.example.org, stun:second.example.org:3479' },
        {
          ...blankRow('turn'),
          host: 'turn.example.org turns:turn.example.org:443',
          username: 'ann',
          credential: 'c',
        },
      ],
      turnServiceUrl: ' https://example.org/turn ',
      turnServiceToken: 't',
      isRelayOnly: true,
    });
    expect(result).toMatchObject({
      profile: {
        iceTransportPolicy: 'relay',
        turnService: { url: 'https://example.org/turn', token: 't' },
        iceServers: [
          { urls: ['stun:stun.example.org:3478', 'stun:second.example.org:3479'] },
          {
            urls: [
              'turn:turn.example.org:3478?transport=udp',
              'turn:turn.example.org:3478?transport=tcp',
              'turns:turn.example.org:443?transport=tcp',
            ],
            username: 'ann',
            credential: 'c',
          },
        ],
      },
    });
  });

  it.each([
    [{ username: 'a b' }, { username: 'username' }],
    [{ domain: 'wss://example.org' }, { domain: 'domain' }],
    [{ webSocketServer: 'ws://pbx.example.org' }, { webSocketServer: 'webSocketInsecure' }],
    [{ webSocketServer: 'https://pbx.example.org' }, { webSocketServer: 'webSocketScheme' }],
    [{ webSocketServer: 'wss://pbx.example.org:5061' }, { webSocketServer: 'webSocketPort' }],
    [{ webSocketServer: 'wss://' }, { webSocketServer: 'webSocketSyntax' }],
    [
      { iceRows: [blankRow('stun'), { ...blankRow('stun'), host: 'turn:x.example.org' }] },
      { iceRows: [{}, { host: 'iceScheme' }] },
    ],
    [{ turnServiceUrl: 'http://example.org/turn' }, { turnServiceUrl: 'turnServiceUrl' }],
    [{ turnServiceUrl: 'https://u:p@example.org/' }, { turnServiceUrl: 'turnServiceUrl' }],
    [{ turnServiceToken: 't' }, { turnServiceUrl: 'turnServiceMissing' }],
    [{ isRelayOnly: true }, { isRelayOnly: 'relayMissing' }],
    [{ displayName: 'a\r\nVia: x' }, { displayName: 'controlCharacter' }],
    [
      { turnServiceUrl: 'https://example.org/', turnServiceToken: 'x'.repeat(2049) },
      { turnServiceToken: 'tooLong' },
    ],
  ] as const)('finds the mistake in %j', (change, problems) => {
    expect(problemsOf(change)).toEqual(problems);
  });

  it('comes back as it was for editing', () => {
    const full = {
      ...FORM,
      iceRows: [
        { ...blankRow('stun'), host: 's.example.org', port: '3478' },
        turnRow('t.example.org', 'tls', 'u'),
        turnRow('other.example.org', 'auto', 'somebody-else'),
      ],
      turnServiceUrl: 'https://example.org/turn',
      isRelayOnly: true,
      authUsername: 'ann',
    };
    const first = readSignInForm(full);
    if (first.kind !== 'valid') throw new Error('the example is valid');
    const form = signInFormOf(first.profile);
    expect(readSignInForm(form)).toEqual(first);
  });
});
