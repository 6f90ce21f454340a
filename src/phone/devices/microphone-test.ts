// The microphone test: three seconds are recorded, judged and played back. Owns the microphone while it records and closes it
// then, whatever happens; never opens one without being asked.
import type { Microphone } from '../../media/media-session.ts';
import { judgeMicrophone } from '../../media/microphone-check.ts';
import type { SoundClip, SoundRecording } from '../../media/sound-recorder.ts';
import { microphoneCause } from './microphone-causes.ts';
import type { MicrophoneTestState } from './microphone-test-state.ts';
import type { PhonePorts } from '../ports.ts';
import type { Settings } from '../settings.ts';
import type { Store } from '../store.ts';

/** How long is recorded, in milliseconds: a short sentence. */
export const RECORDING_MS = 3000;

export class MicrophoneTest {
  readonly #ports: PhonePorts;
  readonly #store: Store<MicrophoneTestState, MicrophoneTestState>;
  readonly #settings: () => Settings;
  /** Counts the tests: what an ended one still has on its way is dropped. */
  #turn = 0;
  #microphone: Microphone | undefined;
  #recording: SoundRecording | undefined;
  #clip: SoundClip | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(
    ports: PhonePorts,
    store: Store<MicrophoneTestState, MicrophoneTestState>,
    settings: () => Settings,
  ) {
    this.#ports = ports;
    this.#store = store;
    this.#settings = settings;
  }

  /** Level while it records (`SoundRecording.level`), 0 otherwise. */
  get level(): number {
    return this.#recording?.level() ?? 0;
  }

  /** Begins anew. Resolves when it records or has failed. */
  async start(): Promise<void> {
    this.stop();
    const turn = this.#turn;
    this.#store.dispatch({ phase: 'opening' });
    const settings = this.#settings();
    const result = await this.#ports.openMicrophone(settings.microphoneId, settings);
    if (result.kind === 'unavailable') {
      if (turn === this.#turn)
        this.#store.dispatch({ phase: 'failed', cause: microphoneCause(result.problem) });
    } else if (turn === this.#turn) await this.#record(result.microphone, turn);
    else result.microphone.stop();
  }

  /** Ends it and releases everything; what was found is forgotten. */
  stop(): void {
    this.#turn += 1;
    this.#cancelTimer?.();
    this.#recording?.cancel();
    this.#clip?.release();
    this.#clip = undefined;
    this.#closeMicrophone();
    if (this.#store.state.phase !== 'idle') this.#store.dispatch({ phase: 'idle' });
  }

  async #record(microphone: Microphone, turn: number): Promise<void> {
    this.#microphone = microphone;
    try {
      const recording = await this.#ports.recordSound(microphone);
      if (turn !== this.#turn) {
        recording.cancel();
        return;
      }
      this.#recording = recording;
    } catch (problem) {
      this.#failed(problem, turn);
      return;
    }
    this.#store.dispatch({ phase: 'recording' });
    this.#cancelTimer = this.#ports.clock.after(RECORDING_MS, () => void this.#finish(turn));
  }

  async #finish(turn: number): Promise<void> {
    const label = this.#microphone?.device.label ?? '';
    try {
      const clip = await this.#recording?.finish();
      if (turn !== this.#turn || clip === undefined) return;
      this.#closeMicrophone();
      this.#clip = clip;
      const finding = { verdict: judgeMicrophone(clip.windows), label };
      this.#store.dispatch({ phase: 'playing', ...finding });
      await clip.play(this.#settings().speakerId);
      if (turn === this.#turn) this.#store.dispatch({ phase: 'done', ...finding });
    } catch (problem) {
      this.#failed(problem, turn);
    }
  }

  #failed(problem: unknown, turn: number): void {
    this.#ports.log.problem('the microphone test failed', problem);
    if (turn !== this.#turn) return;
    this.stop();
    this.#store.dispatch({ phase: 'failed', cause: 'internal' });
  }

  #closeMicrophone(): void {
    this.#recording = undefined;
    this.#microphone?.stop();
    this.#microphone = undefined;
  }
}
