// What the phone's state says while things take their time: the microphone asked for, a store that is silent, a clock that is set.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BEAT_MS } from '../../../src/phone/calls/call-diary.ts';
import { START_LIMIT_MS } from '../../../src/phone/boot.ts';
import type { HistoryEntry } from '../../../src/phone/history.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/phone/settings.ts';
import { Softphone } from '../../../src/phone/softphone.ts';
import { parseProfile } from '../../../src/provisioning/parse-profile.ts';
import { FakeWorld } from '../../doubles/fake-ports.ts';
import { press, seen } from '../../doubles/press.ts';
import { SimulatedCall } from '../../doubles/simulated-call.ts';

let world: FakeWorld;
let phone: Softphone;

const settle = async (): Promise<void> => {
  await vi.dynamicImportSettled();
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

async function signedIn(): Promise<void> {
  const result = parseProfile({
    version: 1,
    account: { username: '1001', password: 'secret', domain: 'example.org' },
    webSocketServers: [{ url: 'wss://pbx.example.org/', priority: 10, weight: 0 }],
    iceServers: [],
  });
  if (result.kind !== 'valid') throw new Error('the example is valid');
  world.keep(result.profile);
  await phone.start();
  await settle();
}

async function talking(): Promise<void> {
  await signedIn();
  await press(phone).dial('600');
  await settle();
  world.userAgent.sessions[0]?.says({ kind: 'established' });
}

beforeEach(() => {
  world = new FakeWorld();
  phone = new Softphone(world.ports);
});

describe('a microphone that the browser asks for', () => {
  it.each(['dial', 'answer'] as const)(
    'is told after a moment and no longer when it opens: %s',
    async (what) => {
      await signedIn();
      world.microphone = 'waits';
      if (what === 'answer') world.userAgent.ring();
      void (what === 'answer' ? press(phone).answer() : press(phone).dial('600'));
      await settle();
      expect(seen(phone).call).not.toMatchObject({ awaitsMicrophone: true });
      world.clock.advance(300);
      expect(seen(phone).call).toMatchObject({ awaitsMicrophone: true });
      expect(world.userAgent.targets).toEqual([]);
      world.letMicrophoneOpen();
      await settle();
      expect(seen(phone).call).not.toMatchObject({ awaitsMicrophone: true });
    },
  );
});

describe('the length of a call', () => {
  it('is kept up to date while it lasts, so that a page that dies leaves it', async () => {
    await talking();
    world.clock.advance(BEAT_MS * 3);
    await settle();
    expect(world.kept.history[0]).toMatchObject({
      outcome: 'answered',
      durationSeconds: (BEAT_MS * 3) / 1000,
    });
    expect(phone.store.state.history).toEqual([]);
  });

  it.each([-3_600_000, 3_600_000])('is measured, whatever the clock is set to (%i ms)', async (setBy) => {
    await talking();
    world.clock.advance(21_000);
    world.clock.setBy = setBy;
    void press(phone).hangUp();
    await settle();
    expect(phone.store.state.history[0]).toMatchObject({ durationSeconds: 21 });
  });
});

describe('a store that does not answer', () => {
  const earlier: HistoryEntry = {
    id: 'old',
    direction: 'incoming',
    remote: { uri: 'sip:7@example.org', user: '7', displayName: '' },
    startedAtMs: 5,
    durationSeconds: 0,
    outcome: 'missed',
    cause: undefined,
    statusCode: undefined,
    youToThem: 'unknown',
    themToYou: 'unknown',
    seen: false,
  };

  it('holds nothing up, is told, and loses nothing when it answers late', async () => {
    let answer: (settings: Settings | undefined) => void = () => undefined;
    const settings = {
      load: () => new Promise<Settings | undefined>((resolve) => (answer = resolve)),
      save: (saved: Settings) => Promise.resolve(void (world.kept.settings = saved)),
    };
    world.kept.history = [earlier];
    phone = new Softphone({ ...world.ports, settings });
    const start = phone.start();
    await settle();
    expect(phone.store.state.boot).toBe('starting');
    world.clock.advance(START_LIMIT_MS);
    await start;
    expect(seen(phone)).toMatchObject({ boot: 'ready', storage: 'silent', history: [] });
    void press(phone).changeSettings({ theme: 'dark' });
    answer({ ...DEFAULT_SETTINGS, ringVolume: 0.1 });
    await settle();
    await settle();
    expect(seen(phone)).toMatchObject({
      storage: 'working',
      settings: { theme: 'dark', ringVolume: 0.1 },
      history: [{ id: 'old' }],
    });
    expect(world.kept.settings).toMatchObject({ theme: 'dark', ringVolume: 0.1 });
  });
});

describe('sound that is looked for again', () => {
  it('restarts ICE, and says so where it brought nothing', async () => {
    await talking();
    const mending = () => phone.vitals.state[seen(phone).call?.id ?? '']?.mending;
    await press(phone).repairSound();
    expect(world.userAgent.sessions[0]?.commands).toContain('restart ICE with all');
    expect(mending()).toEqual({ state: 'trying', step: 'restart' });
    const sound = new SimulatedCall({ path: 'none', arrived: 0, sent: 0 }, world.clock.now());
    for (let second = 0; second < 30 && mending()?.state === 'trying'; second += 1) {
      sound.advance(1000);
      world.mediaSays({ kind: 'sampled', sample: sound.sample() });
      world.clock.advance(1000);
    }
    expect(mending()).toMatchObject({ state: 'failed' });
  });
});

describe('other windows of the browser', () => {
  it('show what this one keeps, and this one what they keep', async () => {
    await signedIn();
    world.hear({ kind: 'history', put: [], removed: [] });
    world.userAgent.ring().says({
      kind: 'terminated',
      end: { by: 'remote', cause: 'cancelled', statusCode: undefined, reasonPhrase: undefined },
    });
    const [mine] = phone.store.state.history;
    expect(world.news).toContainEqual({ kind: 'history', put: [mine], removed: [] });
    world.hear({ kind: 'history', put: [], removed: [mine?.id ?? ''] });
    expect(phone.store.state.history).toEqual([]);
  });

  it('that answered leave no missed call here', async () => {
    await signedIn();
    const session = world.userAgent.ring('1002');
    const ring = { id: 'theirs', account: '1001@example.org', caller: 'sip:1002@example.org' };
    world.hear({ kind: 'ring', what: 'began', ring });
    world.hear({ kind: 'ring', what: 'taken', ring });
    session.says({
      kind: 'terminated',
      end: { by: 'remote', cause: 'cancelled', statusCode: undefined, reasonPhrase: undefined },
    });
    world.clock.advance(1000);
    expect(seen(phone)).toMatchObject({ call: undefined, history: [] });
  });

  it('closing a window that rings declines nothing', async () => {
    await signedIn();
    world.userAgent.ring('1002');
    phone.leave();
    await settle();
    expect(world.kept.history[0]).toMatchObject({ outcome: 'missed', seen: false });
  });
});

describe('a speaker that is refused as the call begins', () => {
  it('is told', async () => {
    await talking();
    world.mediaSays({ kind: 'speakerRefused' });
    expect(phone.store.state.notice).toBe('speakerRefused');
    void press(phone).hangUp();
    expect(phone.store.state.notice).toBeUndefined();
  });
});
