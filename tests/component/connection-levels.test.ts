// How loud a call is, from the figures of real connections: what they say, what they cost, and what takes their place.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { borrowAudioContext, resumeAudioContext } from '../../src/media/browser/audio-context.ts';
import { ConnectionLevels } from '../../src/media/browser/connection-levels.ts';
import { connected, introduce, negotiate, playing } from './peers.ts';

const WAIT = { timeout: 10_000, interval: 50 };

let here: RTCPeerConnection;
let there: RTCPeerConnection;
let gain: GainNode;
let release: () => void;
let heard: MediaStream;
let spoken: MediaStream;
let element: HTMLAudioElement;

beforeEach(async () => {
  await resumeAudioContext();
  const loan = borrowAudioContext();
  release = loan.release;
  const { context } = loan;
  gain = new GainNode(context, { gain: 0.5 });
  const [source, target] = [new OscillatorNode(context), new MediaStreamAudioDestinationNode(context)];
  source.connect(gain).connect(target);
  source.start();
  spoken = target.stream;
  [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()];
  introduce(here, there);
  element = playing(here);
  for (const connection of [here, there])
    for (const track of spoken.getTracks()) connection.addTrack(track, spoken);
  here.addEventListener('track', ({ track }) => (heard = new MediaStream([track])));
  await negotiate(here, there);
  await connected(here);
});

afterEach(() => {
  here.close();
  there.close();
  element.srcObject = null;
  release();
});

function levels(): ConnectionLevels {
  return new ConnectionLevels({ connection: () => here, you: () => spoken, them: () => heard });
}

it('follows both directions, asks a few times a second at the most, and needs no meter of its own', async () => {
  const [asked, metered] = [
    vi.spyOn(here, 'getStats'),
    vi.spyOn(AudioContext.prototype, 'createMediaStreamSource'),
  ];
  const source = levels();
  expect(source.read()).toEqual({ you: 0, them: 0 });
  const startedMs = performance.now();
  await vi.waitFor(() => {
    const { you, them } = source.read();
    expect(you).toBeGreaterThan(0.8);
    expect(them).toBeGreaterThan(0.8);
  }, WAIT);
  gain.gain.value = 0;
  await vi.waitFor(() => {
    expect(source.read()).toEqual({ you: 0, them: 0 });
  }, WAIT);
  const seconds = (performance.now() - startedMs) / 1000;
  expect(asked.mock.calls.length).toBeLessThanOrEqual(4 * seconds + 2);
  expect(metered).not.toHaveBeenCalled();
  metered.mockRestore();
});

it('meters the stream where the browser counts no energy', async () => {
  const real = here.getStats.bind(here);
  vi.spyOn(here, 'getStats').mockImplementation(async () => {
    const entries = new Map<string, object>();
    (await real()).forEach(({ totalAudioEnergy: _, ...entry }: { id: string; totalAudioEnergy?: number }) =>
      entries.set(entry.id, entry),
    );
    return entries;
  });
  const source = levels();
  await vi.waitFor(() => {
    const { you, them } = source.read();
    expect(you).toBeGreaterThan(0.8);
    expect(them).toBeGreaterThan(0.8);
  }, WAIT);
  source.close();
});

it('reads the level that is written into the packets, and asks for its own side alone', async () => {
  const [receiver] = here.getReceivers();
  const [sender] = here.getSenders();
  const written = { audioLevel: 0.5, source: 1, rtpTimestamp: 0, timestamp: 0 };
  vi.spyOn(receiver!, 'getSynchronizationSources').mockImplementation(() => [
    { ...written, timestamp: performance.timeOrigin + performance.now() },
  ]);
  const [all, own] = [vi.spyOn(here, 'getStats'), vi.spyOn(sender!, 'getStats')];
  const source = levels();
  await vi.waitFor(() => {
    expect(source.read().you).toBeGreaterThan(0.8);
  }, WAIT);
  expect(source.read().them).toBeCloseTo(1, 1);
  expect(own).toHaveBeenCalled();
  expect(all).not.toHaveBeenCalled();
  vi.mocked(receiver!.getSynchronizationSources).mockImplementation(() => [written]);
  expect(source.read().them).toBe(0);
});
