// The page of the conference bench: calls to far ends of the same page, each by itself or joined. Far ends live in a context of their own.
import type { Conference } from '../../../src/media/conference.ts';
import type { CallMicrophone, MediaSession } from '../../../src/media/media-session.ts';
import { resumeAudioContext } from '../../../src/media/browser/audio-context.ts';
import { openConference } from '../../../src/media/browser/conference.ts';
import { openMediaSession } from '../../../src/media/browser/renewable-session.ts';
import { DEFAULT_SETTINGS } from '../../../src/phone/settings.ts';
import { connected, introduce, negotiate, playing } from '../../component/peers.ts';

/** What one far end sends can be switched on and off; `isLoud` reads what it hears. */
interface FarEnd {
  readonly gain: GainNode;
  isLoud(): boolean;
}

const far = new AudioContext();
const sessions: MediaSession[] = [];
const ends: FarEnd[] = [];
let conference: Conference | undefined;

function tone(hertz: number, level: number): { stream: MediaStream; gain: GainNode } {
  const source = new OscillatorNode(far, { frequency: hertz });
  const gain = new GainNode(far, { gain: level });
  const target = new MediaStreamAudioDestinationNode(far, { channelCount: 1 });
  source.connect(gain).connect(target);
  source.start();
  return { stream: target.stream, gain };
}

const tracksOf = (stream: MediaStream): MediaStreamTrack[] => stream.getAudioTracks();

function listen(connection: RTCPeerConnection): () => boolean {
  const analyser = new AnalyserNode(far, { fftSize: 256 });
  const samples = new Float32Array(256);
  connection.addEventListener('track', ({ track }) => {
    new MediaStreamAudioSourceNode(far, { mediaStream: new MediaStream([track]) }).connect(analyser);
  });
  return () => {
    analyser.getFloatTimeDomainData(samples);
    return samples.some((sample) => Math.abs(sample) > 0.02);
  };
}

async function call(): Promise<void> {
  const [near, theirs] = [new RTCPeerConnection(), new RTCPeerConnection()];
  introduce(near, theirs);
  playing(theirs).muted = true;
  const isLoud = listen(theirs);
  const sound = tone(500 + 300 * ends.length, 0);
  for (const track of tracksOf(sound.stream)) theirs.addTrack(track);
  const mine = tone(400, 0.001).stream;
  for (const track of tracksOf(mine)) near.addTrack(track);
  const microphone: CallMicrophone = {
    stream: mine,
    isShutOff: false,
    isEnded: false,
    setSilent: () => undefined,
    stop: () => undefined,
  };
  const options = { relayMs: undefined, speakerId: '', coding: DEFAULT_SETTINGS };
  sessions.push(openMediaSession(near, microphone, options, () => undefined));
  ends.push({ gain: sound.gain, isLoud });
  await negotiate(near, theirs);
  await Promise.all([connected(near), connected(theirs)]);
}

const every = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 2);
  });

/** Milliseconds from a sound at the first far end to it at the second; the median of some. */
async function delay(isThere: () => boolean): Promise<number> {
  const delays: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    const startedAt = performance.now();
    ends[0]?.gain.gain.setValueAtTime(0.3, far.currentTime);
    while (!isThere()) await every();
    delays.push(performance.now() - startedAt);
    ends[0]?.gain.gain.setValueAtTime(0, far.currentTime);
    while (isThere()) await every();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return delays.sort((a, b) => a - b)[4] ?? NaN;
}

/** What the bench asks of its page. */
export interface ConferencePage {
  /** Makes so many calls more. */
  calls(count: number): Promise<void>;
  /** Joins all of them; or lets each go on by itself. */
  join(): Promise<void>;
  part(): void;
  /** Milliseconds from one far end to the next through the conference, and to us alone. */
  delays(): Promise<{ readonly toOther: number; readonly toUs: number }>;
}

const page: ConferencePage = {
  async calls(count) {
    await Promise.all([far.resume(), resumeAudioContext()]);
    for (let made = 0; made < count; made += 1) await call();
  },
  async join() {
    conference = await openConference({ mixingChanged: () => undefined, failed: console.error });
    for (const [index, session] of sessions.entries()) conference.add(String(index), session);
  },
  part() {
    conference?.close();
  },
  async delays() {
    const toOther = await delay(() => ends[1]?.isLoud() ?? false);
    // A meter in the page is what we hear.
    const toUs = await delay(() => (sessions[0]?.levels.read().them ?? 0) > 0.3);
    return { toOther, toUs };
  },
};

Object.assign(globalThis, { conferencePage: page });
