// A call's meters: made only once somebody reads them, following the stream that there is, and at rest when nobody looks.
import { expect, it, vi } from 'vitest';
import { borrowAudioContext, resumeAudioContext } from '../../src/media/browser/audio-context.ts';
import { LazyMeter } from '../../src/media/browser/level-meter.ts';

const WAIT = { timeout: 10_000 };

function tone(context: AudioContext, gain: number): MediaStream {
  const source = new OscillatorNode(context);
  const target = new MediaStreamAudioDestinationNode(context);
  source.connect(new GainNode(context, { gain })).connect(target);
  source.start();
  return target.stream;
}

it('reads nothing before there is a stream, then that stream, and then another', async () => {
  await resumeAudioContext();
  const { context, release } = borrowAudioContext();
  let stream: MediaStream | undefined;
  const meter = new LazyMeter(() => stream);
  expect(meter.read()).toBe(0);
  stream = tone(context, 0.5);
  await vi.waitFor(() => {
    expect(meter.read()).toBeGreaterThan(0.8);
  }, WAIT);
  stream = tone(context, 0);
  await vi.waitFor(() => {
    expect(meter.read()).toBe(0);
  }, WAIT);
  meter.close();
  release();
});

it('makes nothing within the read itself, and lets the context rest once it is closed', async () => {
  await resumeAudioContext();
  const { context, release } = borrowAudioContext();
  const stream = tone(context, 0.5);
  const made = vi.spyOn(context, 'createMediaStreamSource');
  const meter = new LazyMeter(() => stream);
  meter.read();
  meter.read();
  expect(made).not.toHaveBeenCalled();
  await vi.waitFor(() => {
    expect(made).toHaveBeenCalledTimes(1);
  }, WAIT);
  release();
  meter.close();
  await vi.waitFor(() => {
    expect(context.state).toBe('suspended');
  }, WAIT);
  made.mockRestore();
});
