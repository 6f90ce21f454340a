// The `test` of cells in which it shows who hears whom: every phone sends a tone of its own, and so does the plain phone, which starts each
// in no call, in PCMU and answering by itself.
import type { Voice } from '../../fixtures/voices.ts';
import { giveVoice } from '../../e2e/support/own-tone.ts';
import type { PhonePage } from '../../e2e/support/phone.ts';
import type { Side } from '../network/types.ts';
import { profileOf, test } from './lab-test.ts';

/** Who is who: the last digit of the user tells the voice. */
const USERS: Readonly<Record<Exclude<Voice, 'plain'>, string>> = {
  a: '1001',
  b: '1002',
  c: '1003',
  d: '1004',
};

interface Fixtures {
  /** Opens the phone of this voice in the browser of a side, and signs in. */
  readonly openVoice: (side: Side, voice: keyof typeof USERS) => Promise<PhonePage>;
  /** The address of a user of the lab. */
  readonly addressOf: (user: string) => string;
}

export const withVoices = test.extend<Fixtures>({
  openVoice: async ({ lab, openPage }, use) => {
    const { baresip } = lab.servers;
    await Promise.all([
      lab.network.setNat(0, 'portRestricted'),
      lab.network.setNat(1, 'symmetric'),
      baresip.useCodec('PCMU'),
    ]);
    await use(async (side, voice) => {
      const phone = await openPage(side);
      await giveVoice(phone, voice);
      await phone.provision(profileOf(lab.servers, USERS[voice], 'all'));
      return phone;
    });
    // What a test that failed has left.
    if ((await baresip.statistics()).inCall) await baresip.restart();
    else await baresip.answersByItself(true);
  },
  addressOf: async ({ lab }, use) => {
    await use((user) => `sip:${user}@${lab.servers.domain}`);
  },
});
