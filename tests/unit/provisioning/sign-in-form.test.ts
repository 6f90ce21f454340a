import { describe, expect, it } from 'vitest';
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

  it('reads several STUN servers and makes a TURN server serve UDP and TCP', () => {
    const result = readSignInForm({
      ...FORM,
      stunServers: 'stun.example.org, stun:second.example.org:3479',
      turnServer: 'turn.example.org turns:turn.example.org:443',
      turnUsername: 'ann',
      turnPassword: 'c',
    });
    expect(result).toMatchObject({
      profile: {
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
    [{ stunServers: 'turn:x.example.org' }, { stunServers: 'iceScheme' }],
    [{ stunServers: 'x.example.org:0' }, { stunServers: 'icePort' }],
    [
      { turnServer: 'turn.example.org' },
      { turnUsername: 'turnCredentialsMissing', turnPassword: 'turnCredentialsMissing' },
    ],
    [{ turnUsername: 'ann' }, { turnServer: 'turnServerMissing' }],
    [{ displayName: 'a\r\nVia: x' }, { displayName: 'controlCharacter' }],
  ] as const)('finds the mistake in %j', (change, problems) => {
    expect(problemsOf(change)).toEqual(problems);
  });

  it('comes back as it was for editing', () => {
    const full = {
      ...FORM,
      stunServers: 'stun:s.example.org:3478',
      turnServer: 'turns:t.example.org:443?transport=tcp',
      turnUsername: 'u',
      turnPassword: 'c',
      authUsername: 'ann',
    };
    const first = readSignInForm(full);
    if (first.kind !== 'valid') throw new Error('the example is valid');
    const form = signInFormOf(first.profile, first.profile.credentials.password);
    expect(readSignInForm(form)).toEqual(first);
  });
});
