// Where the person is while the flood comes: each screen that shows what a flood leaves, at rest and in an answered call.
import type { FloodRig } from './flood-phone.ts';

async function trace(rig: FloodRig): Promise<void> {
  await rig.phone.goTo('Network');
  await rig.phone.page.getByRole('link', { name: /^SIP messages/u }).click();
}

export const SCENES: Readonly<Record<string, (rig: FloodRig) => Promise<void>>> = {
  'Phone at rest': (rig) => rig.phone.goTo('Phone'),
  'History at rest': (rig) => rig.phone.goTo('History'),
  'SIP messages at rest': trace,
  'Phone in a call': (rig) => rig.talk(),
  'History in a call': async (rig) => {
    await rig.talk();
    await rig.phone.goTo('History');
  },
  'SIP messages in a call': async (rig) => {
    await rig.talk();
    await trace(rig);
  },
};
