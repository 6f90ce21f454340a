// Calls that may only go through the demo's TURN server, over UDP and over TCP.
import { expect, test } from './support/test.ts';
import { bothWays } from './support/stats.ts';

for (const relay of ['udp', 'tcp'] as const) {
  test(`a call through the relay over ${relay.toUpperCase()} has sound both ways, and the screen names the relay`, async ({
    newPhone,
  }) => {
    const phone = await newPhone({ relay });
    await phone.signIn('1001');
    await phone.dial('600');
    const { last } = await bothWays(phone.page);
    expect(last.localCandidate).toBe('relay');
    expect(last.relayProtocol).toBe(relay);
    await expect(phone.call).toContainText(/relay/iu);
  });
}
