// A phone that is signed in on a fake world, and the calls of the person in front of it.
import { vi } from 'vitest';
import { Softphone } from '../../src/phone/softphone.ts';
import { parseProfile } from '../../src/provisioning/parse-profile.ts';
import type { Call } from '../../src/sip/call-state.ts';
import { FakeWorld } from './fake-ports.ts';
import type { FakeSession } from './fake-user-agent.ts';
import { press } from './press.ts';

/** Waits for what is fetched on first use, and for what follows from it. */
export async function settle(): Promise<void> {
  await vi.dynamicImportSettled();
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}

export interface SignedInPhone {
  readonly world: FakeWorld;
  readonly phone: Softphone;
  /** The call with this user, as the screens see it. Throws where there is none. */
  readonly callWith: (user: string) => Call;
  /** Dials, and is answered. */
  readonly talkTo: (user: string) => Promise<FakeSession>;
}

/** Signs in as 1001 at example.org, without STUN and TURN servers unless some are given. */
export async function signedInPhone(
  iceServers: readonly { readonly urls: readonly string[] }[] = [],
): Promise<SignedInPhone> {
  const world = new FakeWorld();
  const phone = new Softphone(world.ports);
  const result = parseProfile({
    version: 1,
    account: { username: '1001', password: 'secret', domain: 'example.org' },
    webSocketServers: [{ url: 'wss://pbx.example.org/', priority: 10, weight: 0 }],
    iceServers,
  });
  if (result.kind !== 'valid') throw new Error('the example is valid');
  world.keep(result.profile);
  await phone.start();
  await settle();
  return {
    world,
    phone,
    callWith: (user) => {
      const found = phone.store.state.calls.find(({ remote }) => remote.user === user);
      if (found === undefined) throw new Error(`no call with ${user}`);
      return found;
    },
    talkTo: async (user) => {
      await press(phone).dial(user);
      await settle();
      const made = world.userAgent.sessions.at(-1);
      if (made === undefined) throw new Error('no session');
      made.says({ kind: 'established' });
      await settle();
      return made;
    },
  };
}
