// Who hears whom, by the spectrum: each phone sends a tone of its own in place of a microphone, and what arrives at an end is looked
// through for every tone. Measured on the receiver of the peer connection, before any volume or output of the page.
import { expect, type Page } from '@playwright/test';
import { HERTZ, VOICES, type Voice } from '../../fixtures/voices.ts';
import type { PhonePage } from './phone.ts';

/** Runs in the page before the app; self-contained for that reason. */
function sendTone(hertz: number): void {
  const open = (): Promise<MediaStream> => {
    const context = new AudioContext();
    const target = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    const source = new OscillatorNode(context, { frequency: hertz });
    source.connect(new GainNode(context, { gain: 0.08 })).connect(target);
    source.start();
    return Promise.resolve(target.stream);
  };
  Object.defineProperty(navigator.mediaDevices, 'getUserMedia', { value: open });
}

/** Gives the phone a voice; before its page is opened. */
export async function giveVoice({ page }: PhonePage, voice: Voice): Promise<void> {
  await page.addInitScript(sendTone, HERTZ[voice]);
}

/** Runs in the page: decibels of full scale at each frequency, for each connection that is open, in the order in which they were made. */
async function listen(frequencies: readonly number[]): Promise<readonly (readonly number[])[]> {
  const scope = globalThis as unknown as {
    connectionsOfTheApp: RTCPeerConnection[];
    ears?: { readonly context: AudioContext; readonly byTrack: Map<MediaStreamTrack, AnalyserNode> };
  };
  scope.ears ??= { context: new AudioContext(), byTrack: new Map() };
  const { context, byTrack } = scope.ears;
  const size = 8192;
  const earOf = (track: MediaStreamTrack): AnalyserNode => {
    const known = byTrack.get(track);
    if (known !== undefined) return known;
    const ear = new AnalyserNode(context, { fftSize: size, smoothingTimeConstant: 0.3 });
    new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) }).connect(ear);
    byTrack.set(track, ear);
    return ear;
  };
  const ears = scope.connectionsOfTheApp
    .filter((each) => each.connectionState !== 'closed' && each.getSenders().length > 0)
    .map((each) => each.getReceivers().find(({ track }) => track.kind === 'audio')?.track)
    .map((track) => (track === undefined ? undefined : earOf(track)));
  // The measurement itself: the window is 170 ms long, and a new ear begins with an empty one.
  await new Promise((resolve) => setTimeout(resolve, 400));
  return ears.map((ear) => {
    const bins = new Float32Array(size / 2);
    ear?.getFloatFrequencyData(bins);
    return frequencies.map((hertz) => {
      if (ear === undefined) return -Infinity;
      const middle = Math.round((hertz * size) / context.sampleRate);
      return Math.max(...bins.slice(middle - 2, middle + 3));
    });
  });
}

/** A tone that is heard stands at about -30 dB in the spectrum; below the second figure there is none. */
const HEARD_DB = -50;
const SILENT_DB = -70;

function namesIn(levels: readonly number[]): string {
  const named = VOICES.map((voice, n) => ({ voice, level: levels[n] ?? -200 }));
  const unsure = named.filter(({ level }) => level > SILENT_DB && level < HEARD_DB);
  if (unsure.length > 0)
    return `unsure: ${unsure.map(({ voice, level }) => `${voice} ${String(level)}`).join()}`;
  return named.flatMap(({ voice, level }) => (level >= HEARD_DB ? [voice] : [])).join(' ');
}

/** Whose tones arrive, for each open connection in the order in which they were made: `['a c', 'b']`. */
export async function heardBy(page: Page): Promise<readonly string[]> {
  const levels = await page.evaluate(listen, Object.values(HERTZ));
  // JSON has no -Infinity.
  return levels.map((each) => namesIn(each.map((level) => (Number.isFinite(level) ? level : -200))));
}

/** Waits until each phone hears exactly these, on each of its connections. */
export async function hear(...wanted: readonly (readonly [PhonePage, ...string[]])[]): Promise<void> {
  await Promise.all(
    wanted.map(([phone, ...voices]) =>
      expect.poll(() => heardBy(phone.page), { timeout: 20_000, intervals: [200] }).toEqual(voices),
    ),
  );
}
