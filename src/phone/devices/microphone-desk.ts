// The entry to the microphone test: its code is loaded by whoever tests, so that the first load need not wait for it.
import type { MicrophoneTestState } from './microphone-test-state.ts';
import type { MicrophoneTest } from './microphone-test.ts';
import type { PhonePorts } from '../ports.ts';
import type { Settings } from '../settings.ts';
import { Store } from '../store.ts';

export class MicrophoneDesk {
  readonly state = new Store<MicrophoneTestState, MicrophoneTestState>(
    { phase: 'idle' },
    (_before, now) => now,
  );
  readonly #ports: PhonePorts;
  readonly #settings: () => Settings;
  #test: MicrophoneTest | undefined;
  /** Counts who asks for the test and who ends it, while its code is on the way. */
  #turn = 0;

  constructor(ports: PhonePorts, settings: () => Settings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  get level(): number {
    return this.#test?.level ?? 0;
  }

  /** Never rejects: a failure shows in the state. */
  async start(): Promise<void> {
    this.end();
    const turn = this.#turn;
    try {
      const { MicrophoneTest: Test } = await import('./microphone-test.ts');
      if (turn !== this.#turn) return;
      this.#test ??= new Test(this.#ports, this.state, this.#settings);
      await this.#test.start();
    } catch (problem) {
      this.#ports.log.problem('the microphone test did not load', problem);
      this.state.dispatch({ phase: 'failed', cause: 'internal' });
    }
  }

  end(): void {
    this.#turn += 1;
    this.#test?.stop();
  }
}
