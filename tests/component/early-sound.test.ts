// The first sound of a far side, heard and not promised: silence in packets is none, a tone is told within half a second.
import { afterEach, expect, it } from 'vitest';
import { watchForSound } from '../../src/media/browser/early-sound.ts';

const open: { close(): unknown }[] = [];

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** Two connections of this page; the first sends what the gain lets through, the second plays it. */
async function joined(): Promise<{ readonly gain: GainNode; readonly hearing: RTCPeerConnection }> {
  const context = new AudioContext();
  const gain = new GainNode(context, { gain: 0 });
  const source = new OscillatorNode(context, { frequency: 425 });
  const destination = new MediaStreamAudioDestinationNode(context);
  source.connect(gain).connect(destination);
  source.start();
  const [speaking, hearing] = [new RTCPeerConnection(), new RTCPeerConnection()];
  open.push(speaking, hearing, context);
  for (const [one, other] of [
    [speaking, hearing],
    [hearing, speaking],
  ] as const) {
    one.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate !== null) void other.addIceCandidate(candidate);
    });
  }
  hearing.addEventListener('track', ({ track }) => {
    const audio = new Audio();
    audio.srcObject = new MediaStream([track]);
    void audio.play();
  });
  const [track] = destination.stream.getAudioTracks();
  if (track === undefined) throw new Error('there is no track');
  speaking.addTrack(track);
  await speaking.setLocalDescription();
  await hearing.setRemoteDescription(speaking.localDescription ?? { type: 'offer' });
  await hearing.setLocalDescription();
  await speaking.setRemoteDescription(hearing.localDescription ?? { type: 'answer' });
  await expect.poll(() => hearing.connectionState, { timeout: 10_000 }).toBe('connected');
  return { gain, hearing };
}

const packetsAt = async (connection: RTCPeerConnection): Promise<number> => {
  let packets = 0;
  (await connection.getStats()).forEach((entry: { type: string; packetsReceived?: number }) => {
    if (entry.type === 'inbound-rtp') packets += entry.packetsReceived ?? 0;
  });
  return packets;
};

it('is told once sound comes, and not for packets of silence', async () => {
  const { gain, hearing } = await joined();
  let heardAtMs: number | undefined;
  const end = watchForSound(hearing, () => {
    heardAtMs = performance.now();
  });
  await expect.poll(() => packetsAt(hearing), { timeout: 10_000 }).toBeGreaterThan(60);
  expect(heardAtMs).toBeUndefined();
  const beganMs = performance.now();
  gain.gain.value = 0.1;
  await expect.poll(() => heardAtMs, { timeout: 5000 }).toBeDefined();
  expect((heardAtMs ?? Infinity) - beganMs).toBeLessThan(1000);
  end();
});

it('tells nothing once it was ended', async () => {
  const { gain, hearing } = await joined();
  let isHeard = false;
  watchForSound(hearing, () => {
    isHeard = true;
  })();
  gain.gain.value = 0.5;
  const before = await packetsAt(hearing);
  await expect.poll(() => packetsAt(hearing), { timeout: 10_000 }).toBeGreaterThan(before + 60);
  expect(isHeard).toBe(false);
});
