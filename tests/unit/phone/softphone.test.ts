import type { FakeSession } from '../../doubles/fake-user-agent.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_VITALS, type CallVitals } from '../../../src/diagnosis/flow.ts';
import type { StatsSample } from '../../../src/media/stats-sample.ts';
import { PhoneError } from '../../../src/phone/errors.ts';
import type { AccountState } from '../../../src/phone/accounts/account-state.ts';
import { Softphone } from '../../../src/phone/softphone.ts';
import { parseProfile } from '../../../src/provisioning/parse-profile.ts';
import type { Profile } from '../../../src/provisioning/profile.ts';
import { EMPTY_SIGN_IN_FORM } from '../../../src/provisioning/sign-in-form.ts';
import type { CallEnd } from '../../../src/sip/call-state.ts';
import type { UserAgentEvent } from '../../../src/sip/user-agent.ts';
import { FakeWorld } from '../../doubles/fake-ports.ts';
import { sipText } from '../../doubles/sip-messages.ts';
import { press, seen } from '../../doubles/press.ts';
import { NOTHING_COMES, SimulatedCall } from '../../doubles/simulated-call.ts';

let world: FakeWorld;
let phone: Softphone;

const NO_SAMPLE: Omit<StatsSample, 'atMs'> = {
  outbound: undefined,
  inbound: undefined,
  microphoneEnergy: undefined,
  receiverReport: undefined,
  senderReport: undefined,
  pair: undefined,
  codec: undefined,
};

/** A second of sound comes, and then nothing for as long as it takes to be noticed. */
function hearAndStop(): void {
  const sound = new SimulatedCall({}, world.clock.now());
  for (let look = 0; look < 10; look += 1) {
    if (look === 4) sound.becomes(NOTHING_COMES);
    world.clock.advance(250);
    sound.advance(250);
    world.mediaSays({ kind: 'pulsed', pulse: sound.pulse() });
  }
}

const settle = async (): Promise<void> => {
  await vi.dynamicImportSettled();
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

function profile(change: object = {}): Profile {
  const result = parseProfile({
    version: 1,
    account: { username: '1001', password: 'secret', domain: 'example.org' },
    webSocketServers: [{ url: 'wss://pbx.example.org/', priority: 10, weight: 0 }],
    iceServers: [{ urls: 'turn:t.example.org', username: 'turn-user', credential: 'turn-secret' }],
    ...change,
  });
  if (result.kind !== 'valid') throw new Error('the example is valid');
  return result.profile;
}

const account = (): AccountState | undefined => phone.store.state.accounts[0];

async function signedIn(): Promise<void> {
  world.keep(profile());
  await phone.start();
  await settle();
}

/** What is measured of the call that the person is with. */
const measured = ({ vitals, store }: Softphone): CallVitals =>
  vitals.state[store.state.activeCallId ?? ''] ?? NO_VITALS;

const remotely = (end: Partial<CallEnd> = {}): { kind: 'terminated'; end: Omit<CallEnd, 'atMs'> } => ({
  kind: 'terminated',
  end: { by: 'remote', cause: undefined, statusCode: undefined, reasonPhrase: undefined, ...end },
});

async function established(): Promise<void> {
  await signedIn();
  await press(phone).dial('600');
  await settle();
  world.userAgent.sessions[0]?.says({ kind: 'established' });
}

beforeEach(() => {
  world = new FakeWorld();
  phone = new Softphone(world.ports);
});

describe('signing in', () => {
  it('starts with what was kept and registers by itself', async () => {
    await signedIn();
    expect(seen(phone)).toMatchObject({
      boot: 'ready',
      accounts: [
        {
          account: { username: '1001' },
          connection: { phase: 'open', server: 'wss://pbx.example.org/' },
          registration: { phase: 'registered' },
        },
      ],
    });
  });

  it('shows no secret to the screens', async () => {
    await signedIn();
    expect(JSON.stringify(phone.store.state)).not.toMatch(/secret|turn-user/u);
  });

  it('waits signed out where nothing was kept', async () => {
    await phone.start();
    expect(seen(phone)).toMatchObject({
      boot: 'ready',
      accounts: [],
      dialAccountId: undefined,
    });
    expect(world.userAgents).toHaveLength(0);
  });

  it('returns the mistakes in the form and does nothing else', async () => {
    await phone.start();
    expect(phone.signIn(EMPTY_SIGN_IN_FORM)).toMatchObject({ username: 'required' });
    expect(world.userAgents).toHaveLength(0);
  });

  it('keeps a good sign-in and offers it for editing, secrets included', async () => {
    await phone.start();
    const form = {
      ...EMPTY_SIGN_IN_FORM,
      username: 'ann',
      password: 'pw',
      domain: 'example.org',
      webSocketServer: 'pbx.example.org',
    };
    expect(phone.signIn(form)).toEqual({});
    await settle();
    expect(world.keptProfile?.credentials.password).toBe('pw');
    expect(phone.editableSignIn()).toMatchObject({ username: 'ann', password: 'pw' });
  });

  it('stops the old user agent before a new one starts', async () => {
    await signedIn();
    phone.signIn(
      {
        ...EMPTY_SIGN_IN_FORM,
        username: 'ann',
        password: 'pw',
        domain: 'example.org',
        webSocketServer: 'pbx.example.org',
      },
      'account-1',
    );
    await settle();
    expect(world.userAgents.map(({ state }) => state)).toEqual(['stopped', 'started']);
  });

  it('says wrong password when the server says 403', async () => {
    await signedIn();
    world.userAgent.says({
      kind: 'registrationFailed',
      cause: 'wrongPassword',
      statusCode: 403,
      retryAtMs: 1_300_000,
    });
    expect(account()?.registration).toEqual({
      phase: 'failed',
      cause: 'wrongPassword',
      statusCode: 403,
      retryAtMs: 1_300_000,
    });
  });

  it('says so where the SIP stack does not load', async () => {
    world.stackFails = true;
    await signedIn();
    expect(account()?.connection).toEqual({ phase: 'broken' });
  });

  it('hears nothing from a user agent that was signed out', async () => {
    await signedIn();
    const old = world.userAgent;
    await press(phone).signOut([]);
    old.says({ kind: 'registered', expiresAtMs: 1_600_000 });
    expect(phone.store.state).toMatchObject({ accounts: [] });
    expect(world.keptProfile).toBeUndefined();
    expect(old.state).toBe('stopped');
  });

  it('knows whether there is a demo without waiting for what is kept', async () => {
    world.demoAnswer = { kind: 'profile', profile: profile() };
    world.ports.settings.load = () => new Promise(() => undefined);
    void phone.start();
    await settle();
    expect(seen(phone)).toMatchObject({ boot: 'starting', demo: 'available' });
  });

  it('takes a free extension from the demo', async () => {
    world.demoAnswer = { kind: 'profile', profile: profile() };
    await phone.start();
    await settle();
    expect(phone.store.state.demo).toBe('available');
    await press(phone).tryDemo();
    await settle();
    expect(account()?.registration.phase).toBe('registered');
  });

  it.each([
    ['full', 'demoFull'],
    ['unavailable', 'demoUnavailable'],
  ] as const)('says so when the demo is %s', async (kind, notice) => {
    await phone.start();
    world.demoAnswer = { kind };
    await press(phone).tryDemo();
    expect(phone.store.state.notice).toBe(notice);
  });

  it('renews the secrets of a demo profile at the start', async () => {
    world.keep(profile({ refreshUrl: '/demo/extension' }));
    world.demoAnswer = {
      kind: 'profile',
      profile: profile({ refreshUrl: '/demo/extension', name: 'renewed' }),
    };
    await phone.start();
    await settle();
    expect(world.keptProfile?.name).toBe('renewed');
  });
});

describe('an outgoing call', () => {
  it('goes from Call to established with the microphone open and the TURN secrets in place', async () => {
    await established();
    expect(world.userAgent.targets).toEqual(['sip:600@example.org']);
    expect(world.userAgent.media[0]?.iceServers[0]).toMatchObject({ credential: 'turn-secret' });
    expect(seen(phone).call).toMatchObject({
      phase: 'established',
      direction: 'outgoing',
      remote: { user: '600' },
    });
    expect(world.openMicrophones.size).toBe(1);
  });

  it('plays ringback while it rings, until sound is heard', async () => {
    await signedIn();
    await press(phone).dial('615');
    world.userAgent.sessions[0]?.says({ kind: 'peerConnectionCreated', peerConnection: {} });
    world.userAgent.sessions[0]?.says({ kind: 'ringing' });
    expect(seen(phone).call).toMatchObject({ phase: 'ringing', earlyMedia: false });
    world.mediaSays({ kind: 'soundHeard' });
    expect(seen(phone).call).toMatchObject({ phase: 'ringing', earlyMedia: true });
    expect(world.sounds).toEqual(['ringback', 'stop']);
    world.userAgent.sessions[0]?.says({ kind: 'ringing' });
    expect(world.sounds).toEqual(['ringback', 'stop']);
  });

  it('plays no ringback where sound was heard before it rang', async () => {
    await signedIn();
    await press(phone).dial('615');
    world.userAgent.sessions[0]?.says({ kind: 'peerConnectionCreated', peerConnection: {} });
    world.userAgent.sessions[0]?.says({ kind: 'proceeding' });
    world.mediaSays({ kind: 'soundHeard' });
    world.userAgent.sessions[0]?.says({ kind: 'ringing' });
    expect(world.sounds).toEqual([]);
  });

  it('releases the microphone and is kept in the history when it ends', async () => {
    await established();
    world.clock.advance(65_400);
    world.userAgent.sessions[0]?.says(remotely());
    expect(world.openMicrophones.size).toBe(0);
    expect(world.mediaClosed).toBe(1);
    expect(seen(phone).call).toMatchObject({ phase: 'terminated', end: { by: 'remote' } });
    expect(phone.store.state.history[0]).toMatchObject({ outcome: 'answered', durationSeconds: 65 });
    await settle();
    expect(world.kept.history).toHaveLength(1);
  });

  it('leaves a trace in the history where the page dies in the middle of it', async () => {
    await established();
    await settle();
    expect(world.kept.history[0]).toMatchObject({
      outcome: 'answered',
      cause: 'connectionLost',
      durationSeconds: 0,
    });
    expect(phone.store.state.history).toEqual([]);
    expect(phone.busy).toBe(true);
    void press(phone).hangUp();
    await settle();
    expect(world.kept.history).toMatchObject([{ outcome: 'answered', cause: undefined }]);
    expect(phone.busy).toBe(false);
  });

  it.each([
    ['serverBusy', 503, 'congestion'],
    ['declined', 603, 'callEnded'],
  ] as const)('sounds %s (%i) as %s', async (cause, statusCode, sound) => {
    await signedIn();
    await press(phone).dial('611');
    world.userAgent.sessions[0]?.says(remotely({ cause, statusCode }));
    expect(world.sounds.at(-1)).toBe(sound);
  });

  it('tells busy by word and tone', async () => {
    await signedIn();
    await press(phone).dial('611');
    world.userAgent.sessions[0]?.says(
      remotely({ cause: 'busy', statusCode: 486, reasonPhrase: 'Busy Here' }),
    );
    expect(seen(phone).call).toMatchObject({ end: { cause: 'busy', statusCode: 486 } });
    expect(world.sounds.at(-1)).toBe('busy');
    world.clock.advance(3000);
    expect(world.sounds.at(-1)).toBe('stop');
    expect(phone.store.state.history[0]?.outcome).toBe('failed');
  });

  it.each(['refused', 'missing'] as const)(
    'ends with a reason where the microphone is %s, and calls nobody',
    async (problem) => {
      await signedIn();
      world.microphone = problem;
      await press(phone).dial('600');
      expect(world.userAgent.targets).toEqual([]);
      const cause = problem === 'refused' ? 'microphoneRefused' : 'microphoneMissing';
      expect(seen(phone).call).toMatchObject({ phase: 'terminated', end: { by: 'local', cause } });
    },
  );

  it('can be hung up while the browser still asks for the microphone', async () => {
    await signedIn();
    world.microphone = 'waits';
    const dialling = press(phone).dial('600');
    await expect.poll(() => phone.busy).toBe(true);
    world.clock.advance(60);
    void press(phone).hangUp();
    world.letMicrophoneOpen();
    await dialling;
    expect(world.userAgent.targets).toEqual([]);
    expect(world.openMicrophones.size).toBe(0);
    expect(phone.store.state.history[0]?.outcome).toBe('cancelled');
  });

  it('does not start without a connection, and says why', async () => {
    await signedIn();
    world.userAgent.says({ kind: 'disconnected' });
    await press(phone).dial('600');
    expect(seen(phone).call).toMatchObject({ phase: 'terminated', end: { cause: 'notConnected' } });
  });

  it('does not replace a live call where there may be one', async () => {
    await established();
    void press(phone).changeSettings({ mostCalls: 1 });
    await press(phone).dial('601');
    expect(phone.store.state.notice).toBe('lineBusy');
    expect(seen(phone).call).toMatchObject({ phase: 'established', remote: { user: '600' } });
  });

  it('refuses a target that is none', async () => {
    await signedIn();
    await press(phone).dial('two words');
    expect(seen(phone)).toMatchObject({ notice: 'badTarget', call: undefined });
  });

  it('survives a stack that throws', async () => {
    await signedIn();
    world.userAgent.throws = true;
    await press(phone).dial('600');
    expect(seen(phone).call).toMatchObject({ phase: 'terminated', end: { cause: 'internal' } });
    expect(world.openMicrophones.size).toBe(0);
  });
});

describe('what the far side does with the sound', () => {
  it('is shown, and silence that it asks for is no fault of the network', async () => {
    await established();
    const session = world.userAgent.sessions[0];
    session?.says({ kind: 'remoteListensChanged', onlyListens: true });
    expect(seen(phone).call).toMatchObject({ onlyListens: true });
    hearAndStop();
    session?.says({ kind: 'remoteListensChanged', onlyListens: false });
    session?.says({ kind: 'remoteHoldChanged', held: true });
    expect(seen(phone).call).toMatchObject({ onlyListens: false, hold: 'remote' });
    hearAndStop();
    expect(session?.commands).toEqual([]);
    session?.says({ kind: 'remoteHoldChanged', held: false });
    hearAndStop();
    expect(session?.commands[0]).toBe('doubt the server');
  });
});

describe('an incoming call', () => {
  it('rings, is answered, and stops ringing', async () => {
    await signedIn();
    const session = world.userAgent.ring('1002', 'Bea');
    expect(seen(phone).call).toMatchObject({
      phase: 'ringing',
      direction: 'incoming',
      remote: { displayName: 'Bea' },
    });
    await press(phone).answer();
    expect(session.commands).toEqual(['answer with 1 servers']);
    expect(world.sounds.slice(0, 2)).toEqual(['ring', 'stop']);
    expect(seen(phone).call?.phase).toBe('established');
  });

  it('that comes to nothing after Answer says why on the screen, and in the history', async () => {
    await signedIn();
    const session = world.userAgent.ring();
    session.answersItself = false;
    await press(phone).answer();
    session.says(remotely({ by: 'system', cause: 'soundRefused' }));
    expect(seen(phone).call).toMatchObject({ phase: 'terminated', end: { cause: 'soundRefused' } });
    expect(phone.store.state.history[0]).toMatchObject({ outcome: 'failed', cause: 'soundRefused' });
  });

  it('leaves the screen where the caller gives up while it is being answered', async () => {
    await signedIn();
    const session = world.userAgent.ring();
    session.answersItself = false;
    await press(phone).answer();
    session.says(remotely({ cause: 'cancelled' }));
    expect(seen(phone).call).toBeUndefined();
  });

  it('is declined with 603 and kept as declined', async () => {
    await signedIn();
    const session = world.userAgent.ring();
    void press(phone).decline();
    expect(session.commands).toEqual(['reject declined']);
    expect(seen(phone).call).toBeUndefined();
    expect(phone.store.state.history[0]).toMatchObject({ outcome: 'declined', seen: true });
  });

  it('counts as missed where the caller gives up', async () => {
    await signedIn();
    world.userAgent.ring().says(remotely({ cause: 'cancelled' }));
    expect(phone.store.state.history[0]).toMatchObject({ outcome: 'missed', seen: false });
    void press(phone).markHistorySeen();
    expect(phone.store.state.history[0]?.seen).toBe(true);
    await settle();
    expect(world.kept.history[0]?.seen).toBe(true);
  });

  it('keeps what the person says of the sound of a call that was answered, and takes it back', async () => {
    await signedIn();
    const session = world.userAgent.ring();
    session.answersItself = false;
    await press(phone).answer();
    session.says({ kind: 'established' });
    session.says(remotely({ cause: undefined }));
    const kept = async () => {
      await settle();
      return world.kept.history[0]?.opinion;
    };
    const id = phone.store.state.history[0]?.id ?? '';
    void phone.history.do({ kind: 'rateSound', id, opinion: 'bad' });
    expect(await kept()).toBe('bad');
    void phone.history.do({ kind: 'rateSound', id, opinion: 'good' });
    expect(await kept()).toBe('good');
    void phone.history.do({ kind: 'rateSound', id, opinion: undefined });
    expect(await kept()).toBeUndefined();
    expect(phone.store.state.history[0]?.opinion).toBeUndefined();
  });

  it('is not missed where another of our devices answered', async () => {
    await signedIn();
    world.userAgent.ring().says(remotely({ cause: 'answeredElsewhere' }));
    expect(phone.store.state.history[0]?.outcome).not.toBe('missed');
  });

  it('rings on when the microphone is refused, and says what is wrong', async () => {
    await signedIn();
    world.microphone = 'refused';
    const session = world.userAgent.ring();
    await press(phone).answer();
    expect(session.commands).toEqual([]);
    expect(seen(phone)).toMatchObject({
      notice: 'microphoneRefused',
      call: { phase: 'ringing', answering: false },
    });
    world.microphone = 'works';
    await press(phone).answer();
    expect(seen(phone).call?.phase).toBe('established');
  });

  it('is refused as busy where there are as many as may be, which go on, and is kept as missed', async () => {
    await established();
    void press(phone).changeSettings({ mostCalls: 1 });
    const second = world.userAgent.ring('1003');
    expect(second.commands).toEqual(['reject busy']);
    expect(world.sounds.filter((sound) => sound === 'callWaiting')).toHaveLength(1);
    expect(seen(phone).call).toMatchObject({ phase: 'established', remote: { user: '600' } });
    expect(phone.store.state.history[0]).toMatchObject({ outcome: 'missed', remote: { user: '1003' } });
  });

  it('asks for a gesture where the browser would not let it ring', async () => {
    await signedIn();
    world.soundAllowed = false;
    world.userAgent.ring();
    expect(phone.store.state.sound).toBe('blocked');
    await press(phone).enableSound();
    expect(phone.store.state.sound).toBe('ready');
  });
});

describe('during a call', () => {
  it('mutes, and sends tones by the method that was set', async () => {
    await established();
    void press(phone).setMuted(true);
    void press(phone).sendTone('5');
    void press(phone).changeSettings({ dtmfMethod: 'info' });
    void press(phone).sendTone('#');
    void press(phone).changeSettings({ toneMs: 300, toneGapMs: 50 });
    void press(phone).sendTone('1');
    expect(world.userAgent.sessions[0]?.commands).toEqual([
      '5 by rfc4733, 120/70 ms',
      '# by info, 120/70 ms',
      '1 by info, 300/50 ms',
    ]);
    expect(seen(phone).call).toMatchObject({ muted: true });
    expect(world.sounds).toContain('key 770+1336');
  });

  it('holds when the far side agrees', async () => {
    await established();
    await press(phone).setHold(true);
    expect(seen(phone).call).toMatchObject({ hold: 'local', holdPending: false });
    world.userAgent.sessions[0]?.says({ kind: 'remoteHoldChanged', held: true });
    expect(seen(phone).call).toMatchObject({ hold: 'both' });
    await press(phone).setHold(false);
    expect(seen(phone).call).toMatchObject({ hold: 'remote' });
  });

  it('goes on as it was when the far side refuses to be held', async () => {
    await established();
    const session = world.userAgent.sessions[0];
    if (session !== undefined) session.agreesToHold = false;
    await press(phone).setHold(true);
    expect(seen(phone)).toMatchObject({
      notice: 'holdRefused',
      call: { hold: 'none', holdPending: false },
    });
  });

  it('shows vitals once a second and keeps them as the receipt', async () => {
    await established();
    const sample = (seconds: number): StatsSample => ({
      atMs: world.clock.now() + seconds * 1000,
      outbound: { packets: seconds * 50, bytes: seconds * 5000 },
      inbound: undefined,
      microphoneEnergy: seconds * 0.01,
      receiverReport: undefined,
      senderReport: undefined,
      pair: { path: 'relayTcp', rttMs: 30, responsesReceived: seconds, packetsSent: seconds * 50 },
      codec: { name: 'opus', clockRateHz: 48_000 },
    });
    for (let second = 1; second <= 5; second += 1)
      world.mediaSays({ kind: 'sampled', sample: sample(second) });
    expect(measured(phone)).toMatchObject({
      path: 'relayTcp',
      youToThem: { flow: 'sent' },
      themToYou: { flow: 'stopped' },
    });
    void press(phone).hangUp();
    expect(phone.store.state.history[0]).toMatchObject({ youToThem: 'unconfirmed', themToYou: 'broken' });
    expect(measured(phone).youToThem.flow).toBe('waiting');
  });

  it('opens the microphone with the processing that was chosen, anew when that changes, and not otherwise', async () => {
    void press(phone).changeSettings({ noiseSuppression: false, microphoneId: 'headset' });
    await established();
    void press(phone).changeSettings({ echoCancellation: false });
    void press(phone).changeSettings({ toneVolume: 0.1 });
    await settle();
    const asked = world.microphonesAsked.map(({ deviceId, processing }) => [
      deviceId,
      processing.echoCancellation,
      processing.noiseSuppression,
      processing.autoGainControl,
    ]);
    expect(asked).toEqual([
      ['headset', true, false, true],
      ['headset', false, false, true],
    ]);
    expect(world.openMicrophones.size).toBe(1);
  });

  it('has the microphone for itself: a test ends when a call begins, and none begins during it', async () => {
    await signedIn();
    await press(phone).testMicrophone();
    expect(phone.microphoneTest.state).toEqual({ phase: 'recording' });
    await press(phone).dial('600');
    await press(phone).testMicrophone();
    expect(phone.microphoneTest.state).toEqual({ phase: 'idle' });
    expect([world.openMicrophones.size, world.recordings]).toEqual([1, 0]);
  });

  it('says that the microphone is silent, until it sounds, is muted or the call is over', async () => {
    await established();
    let atMs = world.clock.now();
    const seconds = (count: number, energy: number): void => {
      for (let second = 0; second < count; second += 1)
        world.mediaSays({
          kind: 'sampled',
          sample: { ...NO_SAMPLE, atMs: (atMs += 1000), microphoneEnergy: energy },
        });
    };
    seconds(6, 0);
    expect(measured(phone).microphone).toBe('silent');
    seconds(1, 0.1);
    expect(measured(phone).microphone).toBe('none');
    seconds(6, 0.1);
    expect(measured(phone).microphone).toBe('silent');
    void press(phone).setMuted(true);
    seconds(10, 0.1);
    expect(measured(phone).microphone).toBe('none');
    void press(phone).setMuted(false);
    seconds(6, 0.1);
    expect(measured(phone).microphone).toBe('silent');
    void press(phone).hangUp();
    expect(measured(phone).microphone).toBe('none');
  });

  const goodSecond = (seconds: number): StatsSample => ({
    atMs: world.clock.now() + seconds * 1000,
    outbound: { packets: seconds * 50, bytes: seconds * 8000 },
    inbound: { packets: seconds * 50, bytes: seconds * 8000, lost: 0, jitterMs: 2, energy: seconds },
    microphoneEnergy: seconds,
    receiverReport: { atMs: world.clock.now() + seconds * 1000, fractionLost: 0.03, rttMs: 50 },
    senderReport: undefined,
    pair: { path: 'direct', rttMs: 30, responsesReceived: seconds, packetsSent: seconds * 50 },
    codec: { name: 'PCMU', clockRateHz: 8000 },
  });
  const hear = (seconds: readonly number[]): void => {
    for (const second of seconds) world.mediaSays({ kind: 'sampled', sample: goodSecond(second) });
  };

  it('rates both directions and keeps the figures with the call, and with no other', async () => {
    await established();
    hear([1, 2, 3, 4, 5]);
    expect(measured(phone).recent).toHaveLength(4);
    expect(measured(phone).recent?.at(-1)?.themToYou).toBeCloseTo(91.16, 1);
    void press(phone).hangUp();
    expect(phone.store.state.history[0]?.quality).toMatchObject({
      youToThem: { mos: 4.06, lossRatio: 0.03 },
      themToYou: { mos: 4.37, lossRatio: 0 },
      rttMs: 50,
      path: 'direct',
      codec: 'PCMU',
    });
    expect(measured(phone).recent ?? []).toEqual([]);
    world.microphone = 'refused';
    await press(phone).dial('601');
    expect(phone.store.state.history[0]).toMatchObject({ cause: 'microphoneRefused', youToThem: 'unknown' });
    expect(phone.store.state.history[0]?.quality).toBeUndefined();
  });

  it('does not rate what sounds before the answer', async () => {
    await signedIn();
    await press(phone).dial('600');
    await settle();
    hear([1, 2, 3, 4, 5]);
    expect(measured(phone).themToYou.quality?.rating).toBeGreaterThan(90);
    expect(measured(phone).recent).toEqual([]);
    void press(phone).hangUp();
    expect(phone.store.state.history[0]?.quality).toBeUndefined();
  });

  it('is not updated to a new version', async () => {
    await established();
    world.findUpdate();
    expect(phone.store.state.updateReady).toBe(true);
    void press(phone).applyUpdate();
    expect(world.updatesApplied).toBe(0);
    void press(phone).hangUp();
    void press(phone).applyUpdate();
    expect(world.updatesApplied).toBe(1);
  });

  it('says so where the chosen speaker can not be used', async () => {
    await established();
    world.speakerWorks = false;
    await press(phone).chooseDevice('speaker', 'headset');
    expect(seen(phone)).toMatchObject({ notice: 'outputRefused', settings: { speakerId: 'headset' } });
  });

  it('asks for a gesture where the browser refuses playback', async () => {
    await established();
    world.mediaSays({ kind: 'playbackBlocked' });
    expect(phone.store.state.sound).toBe('blocked');
  });

  it('hangs up when the page goes away', async () => {
    await established();
    phone.leave();
    expect(world.userAgent.sessions[0]?.commands).toEqual(['terminate']);
  });

  it('says after a reload, once, that the call ended by it', async () => {
    await established();
    phone.leave();
    await expect.poll(() => world.kept.history.at(0)?.cause).toBe('pageLeft');
    const again = new Softphone(world.ports);
    await again.start();
    await expect.poll(() => again.store.state.notice).toMatchObject({ kind: 'callCut', others: 0 });
    expect(again.store.state.history[0]).toMatchObject({ outcome: 'answered', cause: 'pageLeft' });
    await expect.poll(() => world.kept.history[0]?.seen).toBe(true);
    const later = new Softphone(world.ports);
    await later.start();
    expect(later.store.state.notice).toBeUndefined();
  });

  it('says nothing of a call that was over before the page went', async () => {
    await established();
    void press(phone).hangUp();
    phone.leave();
    await expect.poll(() => world.kept.history.length).toBe(1);
    const again = new Softphone(world.ports);
    await again.start();
    expect(again.store.state.notice).toBeUndefined();
  });
});

describe('a browser that can’t call', () => {
  beforeEach(() => {
    phone = new Softphone({
      ...world.ports,
      ability: { kind: 'unable', hindrances: [{ kind: 'noPeerConnection' }] },
    });
  });

  it('is told so, and nothing is dialled', async () => {
    await signedIn();
    await press(phone).dial('600');
    await settle();
    expect(seen(phone)).toMatchObject({ notice: 'cannotCall', call: undefined, history: [] });
    expect(world.userAgent.sessions).toEqual([]);
    expect(world.microphonesAsked).toEqual([]);
  });

  it('registers all the same', async () => {
    await signedIn();
    expect(account()?.registration.phase).toBe('registered');
  });
});

describe('storage that fails', () => {
  it.each([
    ['storageDenied', 'denied'],
    ['storageInsecure', 'insecure'],
    ['storageFull', 'full'],
    ['storageDamaged', 'damaged'],
  ] as const)('still calls, and says that nothing is saved (%s)', async (code, health) => {
    await phone.start();
    world.storageProblem = new PhoneError(code);
    phone.signIn({
      ...EMPTY_SIGN_IN_FORM,
      username: 'ann',
      password: 'pw',
      domain: 'example.org',
      webSocketServer: 'pbx.example.org',
    });
    await settle();
    await press(phone).dial('600');
    await settle();
    world.userAgent.sessions[0]?.says({ kind: 'established' });
    expect(seen(phone)).toMatchObject({ storage: health, call: { phase: 'established' } });
    void press(phone).hangUp();
    expect(phone.store.state.history).toHaveLength(1);
  });

  it('starts with defaults where nothing can be read', async () => {
    world.storageProblem = new PhoneError('storageDenied');
    await phone.start();
    expect(seen(phone)).toMatchObject({
      boot: 'ready',
      storage: 'denied',
      history: [],
      settings: { theme: 'system' },
    });
  });
});

describe('the SIP trace', () => {
  const message = (text: string): Extract<UserAgentEvent, { kind: 'messageSeen' }> => ({
    kind: 'messageSeen',
    direction: 'out',
    server: 'wss://pbx.example.org/',
    text,
  });
  const texts = (): string[] => phone.trace.state.map(({ text }) => text);

  it('shows every message, the last one of an old sign-in too, and keeps them when the page goes', async () => {
    await signedIn();
    const { userAgent } = world;
    userAgent.says(message('a'));
    await press(phone).signOut(['trace']);
    userAgent.says(message('b'));
    expect(texts()).toEqual(['a', 'b']);
    phone.leave();
    await settle();
    expect(world.kept.trace.map(({ text }) => text)).toEqual(['a', 'b']);
  });

  it('says to which call a message belongs, under the id that the history has', async () => {
    await signedIn();
    const { userAgent } = world;
    const sip = (callId: string, method: string, status = ''): void => {
      const start = status === '' ? `${method} sip:1001@h SIP/2.0` : `SIP/2.0 ${status}`;
      userAgent.says(message(sipText({ start, cseq: `1 ${method}`, callId })));
    };
    sip('ping', 'OPTIONS');
    await press(phone).dial('600');
    const [outgoing] = userAgent.sessions;
    outgoing!.sipCallId = 'one';
    sip('one', 'INVITE');
    // Dialled anew: the answer to the first INVITE is still the call's.
    outgoing!.sipCallId = 'two';
    sip('two', 'INVITE');
    sip('one', 'INVITE', '487 Request Terminated');
    outgoing!.says({ kind: 'established' });
    outgoing!.says(remotely());
    sip('two', 'BYE', '200 OK');
    sip('three', 'INVITE');
    userAgent.says({
      ...{ kind: 'callRefused', sipCallId: 'three', cause: 'noCommonCodec', statusCode: 488 },
      remote: { uri: 'sip:9@h', user: '9', displayName: '' },
    });
    sip('three', 'INVITE', '488 Not Acceptable Here');
    await settle();
    const [refused, answered] = phone.store.state.history.map(({ id }) => id);
    const calls = [answered, answered, answered, answered, refused, refused];
    expect(phone.trace.state.map(({ callId }) => callId)).toEqual([undefined, ...calls]);
  });

  it('says of an incoming call that its INVITE is the call’s, and of one that was refused as busy', async () => {
    await signedIn();
    const { userAgent } = world;
    for (const callId of ['one', 'two', 'three']) {
      const text = sipText({ start: 'INVITE sip:1001@h SIP/2.0', cseq: '1 INVITE', callId });
      userAgent.says({ ...message(text), direction: 'in' });
      userAgent.sipCallId = callId;
      userAgent.ring();
    }
    await settle();
    const [busy] = phone.store.state.history;
    const rings = phone.store.state.calls.map(({ id }) => id);
    expect(rings).toHaveLength(2);
    expect(phone.trace.state.map(({ callId }) => callId)).toEqual([...rings, busy?.id]);
  });

  it('is there again at the next visit, until it is cleared', async () => {
    await signedIn();
    world.userAgent.says(message('a'));
    phone.leave();
    await settle();
    phone = new Softphone(world.ports);
    await signedIn();
    expect(texts()).toEqual(['a']);
    void phone.messages.do({ kind: 'clearTrace' });
    await settle();
    expect(texts()).toEqual([]);
    expect(world.kept.trace).toEqual([]);
  });

  it('asks the server for a sign of life on a hint, on a call and as a call ends', async () => {
    await signedIn();
    world.hint(true);
    await press(phone).dial('1002');
    world.userAgent.sessions[0]?.says({ kind: 'established' });
    void press(phone).hangUp();
    expect(world.userAgent.commands).toEqual(['probe after sleep', 'probe']);
  });

  it('passes on how often to ask, and tries again when told to', async () => {
    await signedIn();
    void press(phone).changeSettings({ keepAliveSeconds: 60, keepAliveInCallSeconds: 3 });
    expect(world.userAgent.keepAlive).toMatchObject({ idleMs: 60_000, callMs: 3000, deadAfterMs: 5000 });
    void press(phone).retryNow();
    expect(world.userAgent.commands).toContain('retry');
  });

  it('has the session doubt the server once sound stops, but not where a held call is silent', async () => {
    await signedIn();
    await press(phone).dial('1002');
    const session = world.userAgent.sessions[0];
    await settle();
    session?.says({ kind: 'established' });
    hearAndStop();
    expect(session?.commands[0]).toBe('doubt the server');
    session?.says({ kind: 'remoteHoldChanged', held: true });
    const count = session?.commands.length;
    hearAndStop();
    expect(session?.commands).toHaveLength(count ?? 0);
  });

  it('shows that a call reconnects, and that it no longer does', async () => {
    await signedIn();
    await press(phone).dial('1002');
    const session = world.userAgent.sessions[0];
    session?.says({ kind: 'established' });
    session?.says({ kind: 'serverLost' });
    expect(seen(phone).call).toMatchObject({ phase: 'established', lost: 'server' });
    session?.says({ kind: 'serverBack' });
    expect(seen(phone).call).toMatchObject({ lost: undefined });
  });

  it('keeps the microphone when a call is dialled anew and brings another connection', async () => {
    await signedIn();
    await press(phone).dial('1002');
    await settle();
    const session = world.userAgent.sessions[0];
    session?.says({ kind: 'peerConnectionCreated', peerConnection: {} });
    expect(world.mediaClosed).toBe(1);
    expect(world.openMicrophones.size).toBe(1);
  });

  it('takes a call that replaces the one on the line without ringing', async () => {
    await signedIn();
    await press(phone).dial('1002');
    await settle();
    const old = world.userAgent.sessions[0];
    old?.says({ kind: 'established' });
    const next = world.userAgent.ring('1003', 'Third', old?.id);
    expect(next.commands).toEqual(['answer with 1 servers']);
    expect(seen(phone).call).toMatchObject({ phase: 'established', remote: { user: '1003' } });
    old?.says({
      kind: 'terminated',
      end: { by: 'local', cause: undefined, statusCode: undefined, reasonPhrase: undefined },
    });
    expect(seen(phone).call).toMatchObject({ phase: 'established' });
  });
});

describe('a call that would take the place of the one on the line, without its peer’s agreement', () => {
  async function asked(): Promise<{ old: FakeSession; next: FakeSession }> {
    await signedIn();
    await press(phone).dial('1002');
    await settle();
    const old = world.userAgent.sessions[0];
    if (old === undefined) throw new Error('no session');
    old.says({ kind: 'established' });
    const next = world.userAgent.ring('1003', 'Third', old.id, false);
    expect(next.commands).toEqual([]);
    expect(seen(phone).takeover).toMatchObject({ user: '1003' });
    expect(seen(phone).call).toMatchObject({ phase: 'established', remote: { user: '1002' } });
    return { old, next };
  }
  const over = {
    kind: 'terminated',
    end: { by: 'remote', cause: undefined, statusCode: undefined, reasonPhrase: undefined },
  } as const;

  it('takes it where the person says so', async () => {
    const { next } = await asked();
    void press(phone).answerTakeover(true);
    expect(next.commands).toEqual(['answer with 1 servers']);
    expect(seen(phone)).toMatchObject({ takeover: undefined, call: { remote: { user: '1003' } } });
  });

  it('is declined where the person stays', async () => {
    const { next } = await asked();
    void press(phone).answerTakeover(false);
    expect(next.commands).toEqual(['reject declined']);
    expect(seen(phone)).toMatchObject({ takeover: undefined, call: { remote: { user: '1002' } } });
  });

  it('ends with its sender’s patience, and a late yes does nothing', async () => {
    const { next } = await asked();
    next.says(over);
    expect(seen(phone).takeover).toBeUndefined();
    void press(phone).answerTakeover(true);
    expect(next.commands).toEqual([]);
    expect(seen(phone).call).toMatchObject({ phase: 'established', remote: { user: '1002' } });
  });

  it('is declined when the call is over, and a second one meanwhile is refused', async () => {
    const { old, next } = await asked();
    const second = world.userAgent.ring('1004', 'Fourth', old.id, false);
    expect(second.commands).toEqual(['reject busy']);
    old.says(over);
    expect(next.commands).toEqual(['reject declined']);
    expect(seen(phone).takeover).toBeUndefined();
  });
});

describe('signing out', () => {
  it('waits for a password that is still being sealed, and then leaves none', async () => {
    let seal: () => void = () => undefined;
    const { accounts } = world.ports;
    const order: string[] = [];
    Object.assign(accounts, {
      change: async () => {
        await new Promise<void>((resolve) => (seal = resolve));
        order.push('saved');
      },
    });
    Object.assign(world.ports, {
      erase: () => {
        order.push('cleared');
        return Promise.resolve([]);
      },
    });
    await signedIn();
    phone.signIn({ ...(phone.editableSignIn() ?? EMPTY_SIGN_IN_FORM), displayName: 'Mine' }, 'account-1');
    await settle();
    const out = press(phone).signOut([]);
    await settle();
    expect(order).toEqual([]);
    seal();
    await out;
    expect(order).toEqual(['saved', 'cleared', 'cleared']);
  });
});

describe('one account in two tabs', () => {
  it('is two phones: only the first has the kept instance id', async () => {
    await signedIn();
    expect(world.instanceIds).toEqual(['instance']);
  });

  it('gives the second tab an id of its own, the same at every sign-in', async () => {
    world.isFirstTab = false;
    await signedIn();
    phone.signIn({
      ...EMPTY_SIGN_IN_FORM,
      username: 'a',
      password: 'b',
      domain: 'c.org',
      webSocketServer: 'c.org',
    });
    await settle();
    const [first, second] = world.instanceIds;
    expect(first).not.toBe('instance');
    expect(second).toBe(first);
  });
});

describe('the STUN and TURN servers of a call', () => {
  const TURN = 'turn:t.example.org:3478?transport=udp';
  const silence = {
    kind: 'gathered',
    report: {
      servers: [TURN],
      answeredMs: {},
      failed: {},
      srflxSeen: false,
      relaySeen: false,
      isComplete: false,
      attributed: true,
    },
  } as const;

  it('leaves one out that did not answer, says so, and takes it for restarts all the same', async () => {
    await established();
    world.userAgent.sessions[0]?.says({ kind: 'peerConnectionCreated', peerConnection: {} });
    world.mediaSays(silence);
    expect(account()?.deadServers).toEqual([TURN]);
    void press(phone).hangUp();
    await press(phone).dial('601');
    await settle();
    const [first, second] = world.userAgent.media;
    expect(first?.iceServers).toHaveLength(1);
    expect(second?.iceServers).toEqual([]);
    expect(await second?.restartServers()).toMatchObject([{ credential: 'turn-secret' }]);
  });

  it('keeps what the person changed: an edited demo account is not renewed any more', async () => {
    world.keep(profile({ refreshUrl: '/demo/extension' }));
    await phone.start();
    await settle();
    const form = phone.editableSignIn();
    if (form === undefined) throw new Error('somebody is signed in');
    phone.signIn(form);
    await settle();
    expect(world.keptProfile?.refreshUrl).toBe('/demo/extension');
    phone.signIn({ ...form, displayName: 'Mine' });
    await settle();
    expect(world.keptProfile?.refreshUrl).toBe('');
  });

  it('asks them once as soon as the server knows us, so that the first call need not wait', async () => {
    world.preflightReport = silence.report;
    await signedIn();
    expect(world.preflights).toHaveLength(1);
    expect(account()?.deadServers).toEqual([TURN]);
    world.userAgent.says({ kind: 'disconnected' });
    world.userAgent.says({ kind: 'connected', server: 'wss://pbx.example.org/' });
    world.userAgent.says({ kind: 'registered', expiresAtMs: 600_000 });
    await settle();
    expect(world.preflights).toHaveLength(1);
    world.connect(true);
    world.userAgent.says({ kind: 'disconnected' });
    world.userAgent.says({ kind: 'connected', server: 'wss://pbx.example.org/' });
    world.userAgent.says({ kind: 'registered', expiresAtMs: 600_000 });
    await settle();
    expect(world.preflights).toHaveLength(2);
  });

  it('forgets what it learned when the network is another', async () => {
    await established();
    world.userAgent.sessions[0]?.says({ kind: 'peerConnectionCreated', peerConnection: {} });
    world.mediaSays(silence);
    world.connect(true);
    expect(account()?.deadServers).toEqual([]);
  });

  it('offers again where addresses came late and there is no path, once the call is answered', async () => {
    await signedIn();
    await press(phone).dial('600');
    await settle();
    const session = world.userAgent.sessions[0];
    session?.says({ kind: 'peerConnectionCreated', peerConnection: {} });
    world.mediaSays({ kind: 'lateCandidates' });
    expect(session?.commands).not.toContain('offer again');
    session?.says({ kind: 'established' });
    expect(session?.commands.filter((command) => command === 'offer again')).toHaveLength(1);
    world.mediaSays({ kind: 'lateCandidates' });
    expect(session?.commands.filter((command) => command === 'offer again')).toHaveLength(2);
  });
});
