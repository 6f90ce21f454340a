import { beforeEach, describe, expect, it } from 'vitest';
import { MicrophoneTest, RECORDING_MS } from '../../../../src/phone/devices/microphone-test.ts';
import { DEFAULT_SETTINGS } from '../../../../src/phone/settings.ts';
import type { MicrophoneTestState } from '../../../../src/phone/devices/microphone-test-state.ts';
import { Store } from '../../../../src/phone/store.ts';
import { FakeWorld } from '../../../doubles/fake-ports.ts';

let world: FakeWorld;
let test: MicrophoneTest;
let store: Store<MicrophoneTestState, MicrophoneTestState>;

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

async function recorded(levels: readonly number[]): Promise<void> {
  world.recorded = levels;
  await test.start();
  world.clock.advance(RECORDING_MS);
  await settle();
}

beforeEach(() => {
  world = new FakeWorld();
  const settings = { ...DEFAULT_SETTINGS, microphoneId: 'headset', speakerId: 'ear', autoGainControl: false };
  store = new Store<MicrophoneTestState, MicrophoneTestState>({ phase: 'idle' }, (_before, now) => now);
  test = new MicrophoneTest(world.ports, store, () => settings);
});

describe('the microphone test', () => {
  it('opens the chosen microphone as a call would, and shows its level only while it records', async () => {
    expect(test.level).toBe(0);
    await test.start();
    expect(world.microphonesAsked).toMatchObject([
      { deviceId: 'headset', processing: { autoGainControl: false } },
    ]);
    expect(store.state).toEqual({ phase: 'recording' });
    expect(test.level).toBe(0.5);
  });

  it('closes the microphone, then plays on the chosen speaker, then says what it found', async () => {
    await recorded([0.2]);
    expect(store.state).toEqual({ phase: 'playing', verdict: 'heard', label: 'A microphone' });
    expect(world.openMicrophones.size).toBe(0);
    expect(world.played).toEqual(['ear']);
    expect(test.level).toBe(0);
    world.endPlayback();
    await settle();
    expect(store.state).toEqual({ phase: 'done', verdict: 'heard', label: 'A microphone' });
  });

  it('says that a microphone gives silence', async () => {
    await recorded([0, 0]);
    expect(store.state).toMatchObject({ verdict: 'silent' });
  });

  it.each([0, 1000, RECORDING_MS])('releases everything when it is stopped after %i ms', async (afterMs) => {
    world.recorded = [0.2];
    await test.start();
    world.clock.advance(afterMs);
    await settle();
    test.stop();
    await settle();
    world.clock.advance(10_000);
    await settle();
    expect([world.openMicrophones.size, world.recordings]).toEqual([0, 0]);
    expect(store.state).toEqual({ phase: 'idle' });
  });

  it('closes a microphone that opens after the screen was left', async () => {
    world.microphone = 'waits';
    const started = test.start();
    test.stop();
    world.letMicrophoneOpen();
    await started;
    expect(world.openMicrophones.size).toBe(0);
    expect(store.state).toEqual({ phase: 'idle' });
  });

  it('begins anew when it is started again', async () => {
    await test.start();
    await test.start();
    expect([world.openMicrophones.size, world.recordings]).toEqual([1, 1]);
  });

  it('says why no microphone opened', async () => {
    world.microphone = 'refused';
    await test.start();
    expect(store.state).toEqual({ phase: 'failed', cause: 'microphoneRefused' });
  });

  it('closes the microphone where the recorder does not load', async () => {
    world.recorderFails = true;
    await test.start();
    expect(store.state).toEqual({ phase: 'failed', cause: 'internal' });
    expect(world.openMicrophones.size).toBe(0);
  });
});
