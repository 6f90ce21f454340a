// What becomes of a call when its devices come and go.
import { beforeEach, describe, expect, it } from 'vitest';
import { Softphone } from '../../../../src/phone/softphone.ts';
import { parseProfile } from '../../../../src/provisioning/parse-profile.ts';
import { FakeWorld } from '../../../doubles/fake-ports.ts';
import { press } from '../../../doubles/press.ts';

const BUILT_IN = { id: 'built-in', label: 'Built-in microphone' };
const HEADSET = { id: 'headset', label: 'Headset' };
const SPEAKER = { id: 'speaker', label: 'Built-in speaker' };
const EAR = { id: 'ear', label: 'Headset' };

let world: FakeWorld;
let phone: Softphone;

/** Long enough for the follower to be fetched as well. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
};

beforeEach(async () => {
  world = new FakeWorld();
  world.listed = { microphones: [BUILT_IN, HEADSET], outputs: [SPEAKER, EAR], outputSelectable: true };
  world.systemMicrophone = BUILT_IN;
  const result = parseProfile({
    version: 1,
    account: { username: '1001', password: 'secret', domain: 'example.org' },
    webSocketServers: [{ url: 'wss://pbx.example.org/', priority: 10, weight: 0 }],
    iceServers: [],
  });
  if (result.kind === 'valid') world.keep(result.profile);
  phone = new Softphone(world.ports);
  await phone.start();
  void press(phone).changeSettings({ microphoneId: 'headset', speakerId: 'ear' });
  await press(phone).dial('600');
  await settle();
  world.userAgent.sessions[0]?.says({ kind: 'established' });
  await settle();
});

const asked = () => world.microphonesAsked.map(({ deviceId }) => deviceId);
const unplug = () => world.plug({ microphones: [BUILT_IN], outputs: [SPEAKER] });

describe('a headset in a call', () => {
  it('is left for the system’s choice when it goes, and the person is told', async () => {
    world.plug({ microphones: [BUILT_IN] });
    await settle();
    expect(asked()).toEqual(['headset', '']);
    expect(world.openMicrophones.size).toBe(1);
    expect(phone.store.state.notice).toEqual({
      kind: 'deviceGone',
      role: 'microphone',
      device: 'Headset',
      now: 'Built-in microphone',
    });
  });

  it('is replaced once where its track ends first', async () => {
    world.endMicrophone();
    await settle();
    unplug();
    await settle();
    expect(asked()).toEqual(['headset', '']);
    expect(world.openMicrophones.size).toBe(1);
  });

  it('is replaced once where its track ends while another microphone opens', async () => {
    world.microphone = 'waits';
    unplug();
    await settle();
    world.endMicrophone();
    await settle();
    world.letMicrophoneOpen();
    await settle();
    expect(asked()).toEqual(['headset', '']);
    expect(world.openMicrophones.size).toBe(1);
  });

  it('is followed when it comes back, with microphone and speaker, and the choice was kept', async () => {
    unplug();
    await settle();
    world.plug({ microphones: [BUILT_IN, HEADSET], outputs: [SPEAKER, EAR] });
    await settle();
    expect(asked()).toEqual(['headset', '', 'headset']);
    expect(world.speakers).toEqual(['ear', '', 'ear']);
    expect(phone.store.state.notice).toMatchObject({ kind: 'deviceBack', now: 'Headset' });
    expect(phone.store.state.settings).toMatchObject({ microphoneId: 'headset', speakerId: 'ear' });
  });

  it('tells of its speaker where only that went', async () => {
    world.plug({ outputs: [SPEAKER] });
    await settle();
    expect(asked()).toEqual(['headset']);
    expect(phone.store.state.notice).toMatchObject({
      kind: 'deviceGone',
      role: 'speaker',
      device: 'Headset',
    });
    world.plug({ outputs: [SPEAKER, EAR] });
    await settle();
    expect(phone.store.state.notice).toMatchObject({ kind: 'deviceBack', role: 'speaker', now: 'Headset' });
  });

  it('moves nothing when another device comes', async () => {
    world.plug({ microphones: [BUILT_IN, HEADSET, { id: 'camera', label: 'Camera' }] });
    await settle();
    expect(asked()).toEqual(['headset']);
    expect(world.speakers).toEqual(['ear']);
    expect(phone.store.state.notice).toBeUndefined();
  });

  it('takes the next microphone that comes where none was left', async () => {
    world.microphone = 'missing';
    unplug();
    world.plug({ microphones: [] });
    world.endMicrophone();
    await settle();
    expect(phone.store.state.notice).toBe('microphoneMissing');
    world.microphone = 'works';
    world.plug({ microphones: [BUILT_IN] });
    await settle();
    expect(asked().at(-1)).toBe('');
    expect(phone.store.state.notice).toMatchObject({ kind: 'deviceBack', now: 'Built-in microphone' });
  });

  it('is followed to its speaker when it comes after the call began', async () => {
    void press(phone).hangUp();
    unplug();
    await settle();
    await press(phone).dial('600');
    await settle();
    world.plug({ outputs: [SPEAKER, EAR] });
    await settle();
    expect(world.speakers).toEqual(['ear', '', 'ear']);
  });

  it('changes nothing once the call is over', async () => {
    void press(phone).hangUp();
    unplug();
    await settle();
    expect(asked()).toEqual(['headset']);
    expect(world.openMicrophones.size).toBe(0);
  });

  it('takes one change of the microphone after the other, so that the last one holds', async () => {
    world.microphone = 'waits';
    void press(phone).changeSettings({ echoCancellation: false });
    void press(phone).changeSettings({ noiseSuppression: false });
    await settle();
    expect(asked()).toHaveLength(2);
    world.letMicrophoneOpen();
    await settle();
    expect(asked()).toHaveLength(3);
    world.letMicrophoneOpen();
    await settle();
    expect(world.microphonesAsked.at(-1)?.processing).toMatchObject({
      echoCancellation: false,
      noiseSuppression: false,
    });
    expect(world.openMicrophones.size).toBe(1);
  });

  it('learns of a permission that changes, and the names of the devices with it', async () => {
    world.listed = { ...world.listed, microphones: [BUILT_IN] };
    world.permit('denied');
    expect(phone.store.state.permission.state).toBe('denied');
    expect(phone.store.state.devices.microphones).toHaveLength(2);
    world.permit('granted');
    await settle();
    expect(phone.store.state.devices.microphones).toEqual([BUILT_IN]);
  });
});
