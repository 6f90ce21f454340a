// The page's AudioContext in a real browser: at rest while nobody uses it, back at once for whoever does.
import { expect, it, vi } from 'vitest';
import {
  borrowAudioContext,
  isSoundAllowed,
  resumeAudioContext,
} from '../../src/media/browser/audio-context.ts';
import { meterStream } from '../../src/media/browser/level-meter.ts';

const WAIT = { timeout: 10_000 };

it('rests a while after its last loan, and may still sound', async () => {
  await resumeAudioContext();
  const first = borrowAudioContext();
  const second = borrowAudioContext();
  const { context } = first;
  await vi.waitFor(() => {
    expect(context.state).toBe('running');
  }, WAIT);
  first.release();
  first.release();
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(context.state).toBe('running');
  second.release();
  await vi.waitFor(() => {
    expect(context.state).toBe('suspended');
  }, WAIT);
  expect(isSoundAllowed()).toBe(true);
});

it('wakes for a meter, which reads a sound', async () => {
  await resumeAudioContext();
  const loan = borrowAudioContext();
  const { context } = loan;
  const oscillator = context.createOscillator();
  const output = context.createMediaStreamDestination();
  oscillator.connect(output);
  oscillator.start();
  const meter = meterStream(output.stream);
  await vi.waitFor(() => {
    expect(meter.read()).toBeGreaterThan(0.5);
  }, WAIT);
  meter.close();
  oscillator.stop();
  loan.release();
  await vi.waitFor(() => {
    expect(context.state).toBe('suspended');
  }, WAIT);
});
