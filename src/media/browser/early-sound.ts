// Watches for the first sound of the far side, five times a second, from the moment a description lets it arrive. Stops at that
// sound.
import { isSoundBetween, type Played } from '../early-sound.ts';
import { sampleOf, type StatsEntry } from '../stats-sample.ts';

const PERIOD_MS = 200;

async function playedOf(receiver: RTCRtpReceiver): Promise<Played> {
  const entries: StatsEntry[] = [];
  (await receiver.getStats()).forEach((entry: StatsEntry) => entries.push(entry));
  const { inbound, atMs } = sampleOf(entries, performance.now());
  return { atMs, energy: inbound?.energy, packets: inbound?.packets ?? 0 };
}

/** Calls `onSound` once; the returned function ends the watch before that. */
export function watchForSound(connection: RTCPeerConnection, onSound: () => void): () => void {
  let before: Played | undefined;
  let isLooking = false;
  const look = async (): Promise<void> => {
    const receiver = connection.getReceivers().find(({ track }) => track.kind === 'audio');
    // No packet has come since the last look, as long as none was ever seen: nothing to ask for.
    if (receiver === undefined || receiver.getSynchronizationSources().length === 0) return;
    const now = await playedOf(receiver);
    const isSound = before !== undefined && isSoundBetween(before, now);
    before = now;
    if (!isSound || isOver) return;
    stop();
    onSound();
  };
  let isOver = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look().finally(() => {
      isLooking = false;
    });
  }, PERIOD_MS);
  const stop = (): void => {
    isOver = true;
    clearInterval(timer);
  };
  return stop;
}
