// Who is silent is silent on the wire, by the statistics of the sender and of the far end, whatever becomes of the microphone and of the
// connection: in real Chromium, with its microphone and real peer connections.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallMicrophone, MediaSession, VoiceProcessing } from '../../src/media/media-session.ts';
import { resumeAudioContext } from '../../src/media/browser/audio-context.ts';
import { openMicrophone } from '../../src/media/browser/microphone.ts';
import { watchTalk } from '../../src/media/browser/talk-watch.ts';
import { openMediaSession } from '../../src/media/browser/renewable-session.ts';
import { DEFAULT_SETTINGS } from '../../src/phone/settings.ts';
import { MicrophoneOwner } from '../../src/phone/devices/microphone-owner.ts';
import type { MicrophoneLoan } from '../../src/phone/devices/microphone-loan.ts';
import { connected, heardEnergy, introduce, negotiate, playing, sentEnergy, sentPackets } from './peers.ts';

/** How long the statistic goes on after sound, and some more. */
const FADES_MS = 1400;

const open: { close(): unknown }[] = [];
let owner: MicrophoneOwner;

beforeEach(() => {
  owner = new MicrophoneOwner(openMicrophone, () => DEFAULT_SETTINGS, {
    ended: () => undefined,
    talksUnheard: () => undefined,
  });
});

afterEach(() => {
  for (const each of open.splice(0)) each.close();
  expect(owner.isLent).toBe(false);
});

interface Call {
  readonly loan: MicrophoneLoan;
  readonly session: MediaSession;
  near: RTCPeerConnection;
  far: RTCPeerConnection;
}

const audioTrack = ({ stream }: CallMicrophone): MediaStreamTrack => {
  const [track] = (stream as MediaStream).getAudioTracks();
  if (track === undefined) throw new Error('there is no track');
  return track;
};

function pair(): Pick<Call, 'near' | 'far'> {
  const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
  introduce(near, far);
  const element = playing(far);
  open.push({
    close: () => {
      element.srcObject = null;
      near.close();
      far.close();
    },
  });
  return { near, far };
}

/** A call of this phone with a far end that plays it and sends nothing. */
async function call(isSilent = false): Promise<Call> {
  const made: MediaSession[] = [];
  const result = await owner.lend({
    isWanted: () => true,
    isSilent: () => isSilent,
    feed: async (microphone) => made.at(-1)?.replaceMicrophone(microphone),
  });
  if (result.kind !== 'lent') throw new Error('the fake microphone opens');
  const { loan } = result;
  const { near, far } = pair();
  near.addTrack(audioTrack(loan.microphone));
  const session = openMediaSession(
    near,
    loan.microphone,
    { relayMs: undefined, speakerId: '', coding: DEFAULT_SETTINGS },
    () => undefined,
  );
  made.push(session);
  open.push(session, { close: () => loan.release() });
  await negotiate(near, far);
  await Promise.all([connected(near), connected(far)]);
  return { loan, session, near, far };
}

const another = (processing: Partial<VoiceProcessing> = {}) =>
  owner.change('', { ...DEFAULT_SETTINGS, ...processing });

/** Sound leaves and arrives. The fake microphone beeps once a second. */
async function expectHeard({ near, far }: Pick<Call, 'near' | 'far'>): Promise<void> {
  const [sent, heard] = [await sentEnergy(near), await heardEnergy(far)];
  await expect.poll(() => sentEnergy(near), { timeout: 8000 }).toBeGreaterThan(sent);
  await expect.poll(() => heardEnergy(far), { timeout: 8000 }).toBeGreaterThan(heard + 1e-6);
}

/** Waits for so many more packets: 50 go out a second. */
async function packetsMore(near: RTCPeerConnection, count: number): Promise<void> {
  const before = await sentPackets(near);
  await expect.poll(() => sentPackets(near), { timeout: 10_000 }).toBeGreaterThan(before + count);
}

/**
 * Not one sample of sound leaves in two and a half seconds, and packets do. The statistic itself fades: libwebrtc counts a peak for some
 * 900 ms more, a quarter of it every 100 ms (measured with a tone; AudioLevel::ComputeLevel).
 */
async function expectSilent({ near }: Pick<Call, 'near'>, fadesMs = 0): Promise<void> {
  if (fadesMs > 0) await packetsMore(near, fadesMs / 20);
  const [energy, packets] = [await sentEnergy(near), await sentPackets(near)];
  await expect.poll(() => sentPackets(near), { timeout: 10_000 }).toBeGreaterThan(packets + 125);
  expect(await sentEnergy(near)).toBe(energy);
}

describe('a silent call', () => {
  it('sends packets of silence from the moment it is asked, and sound again at once', async () => {
    const one = await call();
    await expectHeard(one);
    one.loan.setSilent(true);
    await expectSilent(one, FADES_MS);
    const before = await heardEnergy(one.far);
    await packetsMore(one.near, 20);
    expect((await heardEnergy(one.far)) - before).toBeLessThan(1e-6);
    one.loan.setSilent(false);
    await expectHeard(one);
  });

  it('is silent at the far end as soon as what was under way has been played', async () => {
    const context = new AudioContext();
    open.push(context);
    await context.resume();
    const tone = new OscillatorNode(context, { frequency: 300 });
    const target = new MediaStreamAudioDestinationNode(context);
    tone.connect(target);
    tone.start();
    const [track] = target.stream.getAudioTracks();
    const { near, far } = pair();
    if (track) near.addTrack(track);
    await negotiate(near, far);
    await connected(near);
    const [receiver] = far.getReceivers();
    if (receiver === undefined) throw new Error('nothing comes');
    const analyser = new AnalyserNode(context, { fftSize: 256 });
    new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([receiver.track]) }).connect(
      analyser,
    );
    const samples = new Float32Array(256);
    const isLoud = (): boolean => {
      analyser.getFloatTimeDomainData(samples);
      return samples.some((sample) => Math.abs(sample) > 0.01);
    };
    await expect.poll(isLoud, { timeout: 5000 }).toBe(true);
    await packetsMore(near, 50);
    const askedMs = performance.now();
    if (track) track.enabled = false;
    await expect.poll(isLoud, { interval: 5, timeout: 5000 }).toBe(false);
    expect(performance.now() - askedMs).toBeLessThan(500);
    await packetsMore(near, 50);
    expect(isLoud()).toBe(false);
  });

  it('silences no other call of the same microphone', async () => {
    const [one, other] = [await call(), await call()];
    one.loan.setSilent(true);
    await Promise.all([expectSilent(one, FADES_MS), expectHeard(other)]);
    other.loan.setSilent(true);
    one.loan.setSilent(false);
    await Promise.all([expectSilent(other, FADES_MS), expectHeard(one)]);
  });

  it('stays silent while the microphone is exchanged, and not a sample slips out; the other call goes on with the new one', async () => {
    const [one, other] = [await call(true), await call()];
    await expectHeard(other);
    const before = await sentEnergy(one.near);
    for (const echoCancellation of [false, true, false])
      expect(await another({ echoCancellation })).toBe(undefined);
    await Promise.all([expectSilent(one), expectHeard(other)]);
    expect(await sentEnergy(one.near)).toBe(before);
    for (const each of [one, other])
      expect(each.near.getSenders()[0]?.track).toBe(audioTrack(each.loan.microphone));
    one.loan.setSilent(false);
    await expectHeard(one);
  });

  it('stays silent through another connection in its place, and through another microphone after that', async () => {
    const one = await call(true);
    const spare = pair();
    // As the SIP stack does it: the track that the old connection sends.
    const [sender] = one.near.getSenders();
    if (sender?.track) spare.near.addTrack(sender.track);
    one.session.renew({ spare: spare.near, isTaken: false });
    await negotiate(spare.near, spare.far);
    await connected(spare.near);
    // The microphone is exchanged while both stand.
    await another({ noiseSuppression: false });
    one.session.renew({ spare: undefined, isTaken: true });
    one.near.close();
    await expectSilent(spare);
    await another();
    await expectSilent(spare);
    expect(await sentEnergy(spare.near)).toBe(0);
    one.loan.setSilent(false);
    await expectHeard(spare);
  });

  it('stays silent while the far end holds and releases', async () => {
    const one = await call(true);
    const [theirs] = one.far.getTransceivers();
    for (const direction of ['inactive', 'recvonly'] as const) {
      if (theirs) theirs.direction = direction;
      await negotiate(one.far, one.near);
    }
    await expectSilent(one);
    expect(await sentEnergy(one.near)).toBe(0);
  });

  it('is fed by what replaced the microphone between its first track and its session', async () => {
    const one = await call();
    const stale = audioTrack(one.loan.microphone);
    await another();
    const { near, far } = pair();
    near.addTrack(stale);
    const session = openMediaSession(
      near,
      one.loan.microphone,
      { relayMs: undefined, speakerId: '', coding: DEFAULT_SETTINGS },
      () => undefined,
    );
    open.push(session);
    await negotiate(near, far);
    await connected(near);
    await expectHeard({ near, far });
  });
});

it('tells of talk into a microphone, and of its end', async () => {
  await resumeAudioContext();
  const context = new AudioContext();
  open.push(context);
  // Chromium's fake microphone beeps for a moment a second, as nobody talks.
  const voice = new GainNode(context, { gain: 0 });
  const target = new MediaStreamAudioDestinationNode(context);
  const said: boolean[] = [];
  const end = watchTalk(target.stream, (isTalking) => void said.push(isTalking));
  const source = new OscillatorNode(context, { frequency: 200 });
  source.connect(voice).connect(target);
  source.start();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(said).toEqual([]);
  voice.gain.value = 0.2;
  await expect.poll(() => said, { timeout: 5000 }).toEqual([true]);
  voice.gain.value = 0;
  await expect.poll(() => said, { timeout: 6000 }).toEqual([true, false]);
  end();
});
