// Who hears whom in a conference, by the spectrum at each end: in real Chromium, over real peer connections, every party sending a
// frequency of its own. Nobody hears themselves.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Conference } from '../../src/media/conference.ts';
import type { CallMicrophone, MediaSession } from '../../src/media/media-session.ts';
import { borrowAudioContext, resumeAudioContext } from '../../src/media/browser/audio-context.ts';
import { openConference } from '../../src/media/browser/conference.ts';
import { openMediaSession } from '../../src/media/browser/renewable-session.ts';
import { DEFAULT_SETTINGS } from '../../src/phone/settings.ts';
import { connected, introduce, negotiate, playing, sentPackets } from './peers.ts';

/** None is a multiple or a sum of two others. */
const HERTZ: Readonly<Record<string, number>> = { me: 410, a: 630, b: 870, c: 1130, d: 1510, e: 1990 };
const OPTIONS = { relayMs: undefined, speakerId: '', coding: DEFAULT_SETTINGS };
/** A tone that is heard stands at about -30 dB in the spectrum; below this there is none. */
const HEARD_DB = -50;
const SILENT_DB = -70;

/** Everything far away lives in a context of its own. */
let far: AudioContext;
let conference: Conference;
let calls: Map<string, Call>;
const open: { close(): unknown }[] = [];
const problems: unknown[] = [];
/** Whether the browser mixes, each time that changed. */
let said: boolean[] = [];

/** A tone as a stream, as loud as asked. */
function tone(name: string, gain = 0.08): MediaStream {
  const source = new OscillatorNode(far, { frequency: HERTZ[name] ?? 0 });
  const target = new MediaStreamAudioDestinationNode(far, { channelCount: 1 });
  source.connect(new GainNode(far, { gain })).connect(target);
  source.start();
  return target.stream;
}

const trackOf = (stream: MediaStream): MediaStreamTrack => {
  const [track] = stream.getAudioTracks();
  if (track === undefined) throw new Error('there is no sound');
  return track;
};

function microphone(name = 'me', gain?: number): CallMicrophone {
  const stream = tone(name, gain);
  return {
    stream,
    isShutOff: false,
    isEnded: false,
    setSilent: (isSilent) => {
      trackOf(stream).enabled = !isSilent;
    },
    stop: () => {
      trackOf(stream).stop();
    },
  };
}

/** The spectrum of what one end gets: decibels of full scale at each party's frequency. */
class Ear {
  readonly #analyser = new AnalyserNode(far, { fftSize: 8192, smoothingTimeConstant: 0.3 });
  readonly #bins = new Float32Array(4096);
  readonly analyser = this.#analyser;

  listen(connection: RTCPeerConnection): void {
    connection.addEventListener('track', ({ track }) => {
      new MediaStreamAudioSourceNode(far, { mediaStream: new MediaStream([track]) }).connect(this.#analyser);
    });
  }

  decibels(name: string): number {
    this.#analyser.getFloatFrequencyData(this.#bins);
    const middle = Math.round(((HERTZ[name] ?? 0) * 8192) / far.sampleRate);
    return Math.max(...this.#bins.slice(middle - 2, middle + 3));
  }

  /** Who is heard; `unsure` where a tone is neither there nor gone. */
  get heard(): string {
    const levels = Object.keys(HERTZ).map((name) => [name, this.decibels(name)] as const);
    if (levels.some(([, level]) => level > SILENT_DB && level < HEARD_DB)) return 'unsure';
    return levels.flatMap(([name, level]) => (level >= HEARD_DB ? [name] : [])).join(' ');
  }
}

interface Call {
  readonly name: string;
  readonly microphone: CallMicrophone;
  readonly session: MediaSession;
  readonly near: RTCPeerConnection;
  readonly ear: Ear;
}

/** A connection to a far end that sends its tone and hears. */
function connection(
  name: string,
  gain?: number,
): { near: RTCPeerConnection; theirs: RTCPeerConnection; ear: Ear } {
  const [near, theirs] = [new RTCPeerConnection(), new RTCPeerConnection()];
  introduce(near, theirs);
  const element = playing(theirs);
  element.muted = true;
  const ear = new Ear();
  ear.listen(theirs);
  theirs.addTrack(trackOf(tone(name, gain)));
  open.push(near, theirs);
  return { near, theirs, ear };
}

async function call(name: string, gain?: number): Promise<Call> {
  const mine = microphone('me', gain);
  const { near, theirs, ear } = connection(name, gain);
  near.addTrack(trackOf(mine.stream as MediaStream));
  const session = openMediaSession(near, mine, OPTIONS, () => undefined);
  open.push(session);
  await negotiate(near, theirs);
  await Promise.all([connected(near), connected(theirs)]);
  const made = { name, microphone: mine, session, near, ear };
  calls.set(name, made);
  return made;
}

const get = (name: string): Call => {
  const found = calls.get(name);
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found;
};

async function conferenceOf(...names: readonly string[]): Promise<void> {
  for (const name of names) conference.add(name, (await call(name)).session);
}

/** What each end hears, by name. */
const heardBy = (): Record<string, string> =>
  Object.fromEntries([...calls].map(([name, { ear }]) => [name, ear.heard]));

const settles = (wanted: Record<string, string>): Promise<void> =>
  expect.poll(heardBy, { timeout: 8000, interval: 100 }).toEqual(wanted);

beforeEach(async () => {
  far = new AudioContext();
  open.push(far);
  calls = new Map();
  problems.length = 0;
  said = [];
  await Promise.all([far.resume(), resumeAudioContext()]);
  conference = await openConference({
    mixingChanged: (isMixing) => void said.push(isMixing),
    failed: (problem) => void problems.push(problem),
  });
});

afterEach(() => {
  conference.close();
  for (const each of open.splice(0).reverse()) each.close();
  expect(problems).toEqual([]);
});

describe('a conference', () => {
  it('of four: each hears us and all others, nobody themselves; until one leaves and the rest end it', async () => {
    await conferenceOf('a', 'b', 'c');
    await settles({ a: 'me b c', b: 'me a c', c: 'me a b' });
    conference.add('d', (await call('d')).session);
    await settles({ a: 'me b c d', b: 'me a c d', c: 'me a b d', d: 'me a b c' });
    conference.remove('b');
    await settles({ a: 'me c d', b: 'me', c: 'me a d', d: 'me a c' });
    expect(get('b').near.getSenders()[0]?.track).toBe(trackOf(get('b').microphone.stream as MediaStream));
    conference.remove('c');
    conference.remove('d');
    // The last that is left needs no mix.
    await settles({ a: 'me', b: 'me', c: 'me', d: 'me' });
    expect(get('a').near.getSenders()[0]?.track).toBe(trackOf(get('a').microphone.stream as MediaStream));
  });

  it('of six is as loud for each as a call alone', async () => {
    await call('a');
    await settles({ a: 'me' });
    // The codec needs a moment until a tone has its level. What sounds together stays below the limiter's threshold here.
    let alone = -Infinity;
    for (let look = 0; look < 20; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      alone = Math.max(alone, get('a').ear.decibels('me'));
    }
    conference.add('a', get('a').session);
    await conferenceOf('b', 'c', 'd', 'e');
    await settles({ a: 'me b c d e', b: 'me a c d e', c: 'me a b d e', d: 'me a b c e', e: 'me a b c d' });
    const levels = (): readonly number[] =>
      [...calls.values()].flatMap(({ name, ear }) =>
        Object.keys(HERTZ).flatMap((other) => (other === name ? [] : [ear.decibels(other)])),
      );
    await expect
      .poll(() => Math.max(...levels().map((level) => Math.abs(level - alone))), { timeout: 8000 })
      .toBeLessThan(2.5);
  });

  it('silences one party for the others, and they go on hearing each other', async () => {
    await conferenceOf('a', 'b', 'c');
    conference.setHeard('a', false);
    await settles({ a: 'me b c', b: 'me c', c: 'me b' });
    conference.setHeard('a', true);
    await settles({ a: 'me b c', b: 'me a c', c: 'me a b' });
  });

  it('holds one: it hears nobody and nobody hears it', async () => {
    await conferenceOf('a', 'b', 'c');
    conference.setHeld('b', true);
    await settles({ a: 'me c', b: '', c: 'me a' });
    const packets = await sentPackets(get('b').near);
    await expect.poll(() => sentPackets(get('b').near)).toBeGreaterThan(packets + 30);
    conference.setHeld('b', false);
    await settles({ a: 'me b c', b: 'me a c', c: 'me a b' });
  });

  it('lets the others hear each other while we are muted', async () => {
    await conferenceOf('a', 'b', 'c');
    for (const { microphone: mine } of calls.values()) mine.setSilent(true);
    await settles({ a: 'b c', b: 'a c', c: 'a b' });
  });

  it('goes on for the others where we choose not to hear one', async () => {
    await conferenceOf('a', 'b', 'c');
    conference.setPlayed('a', false);
    await settles({ a: 'me b c', b: 'me a c', c: 'me a b' });
    await expect.poll(() => get('a').session.levels.read().them).toBeGreaterThan(0.3);
  });

  it('goes on over another connection of one party, and with another microphone of ours', async () => {
    await conferenceOf('a', 'b', 'c');
    await settles({ a: 'me b c', b: 'me a c', c: 'me a b' });
    const { near, session } = get('a');
    const spare = connection('d');
    const sent = near.getSenders()[0]?.track;
    if (sent) spare.near.addTrack(sent);
    session.renew({ spare: spare.near, isTaken: false });
    await negotiate(spare.near, spare.theirs);
    await connected(spare.near);
    session.renew({ spare: undefined, isTaken: true });
    near.close();
    calls.set('a', { ...get('a'), near: spare.near, ear: spare.ear });
    // The new connection brings another tone, so that it is not the old one that is heard.
    await settles({ a: 'me b c', b: 'me c d', c: 'me b d' });
    for (const each of calls.values()) await each.session.replaceMicrophone(microphone('e'));
    await settles({ a: 'b c e', b: 'c d e', c: 'b d e' });
    conference.remove('a');
    await settles({ a: 'e', b: 'c e', c: 'b e' });
  });

  it('sends our plain microphone while the browser lets nothing be mixed, and the mix again after that', async () => {
    await conferenceOf('a', 'b', 'c');
    await settles({ a: 'me b c', b: 'me a c', c: 'me a b' });
    const { context, release } = borrowAudioContext();
    await context.suspend();
    await settles({ a: 'me', b: 'me', c: 'me' });
    await context.resume();
    await settles({ a: 'me b c', b: 'me a c', c: 'me a b' });
    expect(said).toEqual([true, false, true]);
    release();
  });

  it('is not disturbed by a call that ends before it leaves', async () => {
    await conferenceOf('a', 'b', 'c');
    get('b').session.close();
    get('b').near.close();
    conference.remove('b');
    calls.delete('b');
    await settles({ a: 'me c', c: 'me a' });
  });

  it('does not clip where all shout at once', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) conference.add(name, (await call(name, 0.9)).session);
    await settles({ a: 'me b c d e', b: 'me a c d e', c: 'me a b d e', d: 'me a b c e', e: 'me a b c d' });
    const levels = () => ['b', 'c', 'd', 'e'].map((name) => get('a').ear.decibels(name));
    // A sum of five that clips or bends would stand at other frequencies, theirs among them, and stay so. A busy machine's jitter buffer
    // stretches a voice now and then and takes some of its tone away: that passes.
    await expect
      .poll(() => Math.max(...levels()) - Math.min(...levels()), { timeout: 10_000 })
      .toBeLessThan(2);
    const samples = new Float32Array(8192);
    get('a').ear.analyser.getFloatTimeDomainData(samples);
    // Full scale is 1.
    expect(Math.max(...samples.map(Math.abs))).toBeLessThan(0.99);
  });
});
