// What links.mjs locks the phone unlocks, with the right passphrase alone.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newPassphrase, seal } from '../../../../deploy/links.mjs';
import { unseal } from '../../../../src/provisioning/browser/unseal.ts';
import { readSealed, type SealedProfile } from '../../../../src/provisioning/links/sealed.ts';

const PROFILE = {
  version: 1,
  account: { username: '1001', password: 'sesame-ß', domain: 'example.org' },
  webSocketServers: ['wss://pbx.example.org/'],
};

function locked(profile: object, passphrase: string): SealedProfile {
  const sealed = readSealed(seal(profile, passphrase));
  if (sealed === undefined || sealed === 'version') throw new Error('links.mjs and the phone differ');
  return sealed;
}

beforeEach(() => {
  vi.stubGlobal('isSecureContext', true);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a locked profile', () => {
  it('opens with its passphrase, however the keyboard makes the letters', async () => {
    const sealed = locked(PROFILE, 'u\u0308ber den Wolken');
    expect(await unseal(sealed, '  \u00fcber den Wolken\n')).toMatchObject({
      kind: 'profile',
      profile: { account: { username: '1001' }, credentials: { password: 'sesame-ß' } },
    });
  });

  it('opens with no other, nor where any part of it was changed', async () => {
    const passphrase = newPassphrase();
    const sealed = locked(PROFILE, passphrase);
    const wrong = { kind: 'problem', problem: 'wrongPassphrase' };
    const changed = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
      bytes.map((byte, index) => (index === 3 ? byte ^ 1 : byte));
    expect(await unseal(sealed, `${passphrase}x`)).toEqual(wrong);
    expect(await unseal(sealed, 'x'.repeat(2000))).toEqual(wrong);
    expect(await unseal({ ...sealed, sealed: changed(sealed.sealed) }, passphrase)).toEqual(wrong);
    expect(await unseal({ ...sealed, nonce: changed(sealed.nonce) }, passphrase)).toEqual(wrong);
    expect(await unseal({ ...sealed, salt: changed(sealed.salt) }, passphrase)).toEqual(wrong);
    expect(await unseal({ ...sealed, header: `${sealed.header}A` }, passphrase)).toEqual(wrong);
  });

  it('is checked like any other profile once it is open', async () => {
    expect(
      await unseal(locked({ ...PROFILE, version: 2 }, 'a long passphrase'), 'a long passphrase'),
    ).toEqual({
      kind: 'invalid',
      problem: { code: 'version', path: 'version' },
    });
  });

  it('stays locked on an insecure page, which has no WebCrypto', async () => {
    vi.stubGlobal('isSecureContext', false);
    expect(await unseal(locked(PROFILE, 'a long passphrase'), 'a long passphrase')).toEqual({
      kind: 'problem',
      problem: 'insecurePage',
    });
  });
});

describe('a passphrase that is made', () => {
  it('is 80 bits, without letters that look alike, and never the same', () => {
    const made = Array.from({ length: 200 }, newPassphrase);
    for (const each of made) expect(each).toMatch(/^(?:[a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/u);
    expect(new Set(made).size).toBe(200);
  });
});
