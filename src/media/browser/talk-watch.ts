// Watches a capture for somebody who talks, ten times a second. The sound is measured in the page and goes nowhere.
import { NO_TALK, TALK_WINDOW_MS, watchForTalk } from '../talk.ts';
import { meterStream } from './level-meter.ts';

/** Tells `onChange` whenever somebody begins and ends to talk; the returned function ends the watch. */
export function watchTalk(stream: MediaStream, onChange: (isTalking: boolean) => void): () => void {
  const meter = meterStream(stream);
  let talk = NO_TALK;
  const timer = setInterval(() => {
    const rms = meter.rms();
    // No audio may run before a gesture: nothing is known then.
    if (rms === undefined) return;
    const { isTalking } = talk;
    talk = watchForTalk(talk, rms);
    if (talk.isTalking !== isTalking) onChange(talk.isTalking);
  }, TALK_WINDOW_MS);
  return () => {
    clearInterval(timer);
    meter.close();
  };
}
