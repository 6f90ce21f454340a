import { NO_DEVICES } from '../../src/media/devices.ts';
import { SILENT_LEVELS } from '../../src/media/levels.ts';
import type { MediaSessionEvent, Microphone, MicrophoneResult } from '../../src/media/media-session.ts';
import type { HistoryEntry } from '../../src/phone/history.ts';
import { CallRecord } from '../../src/phone/call-record.ts';
import { Log } from '../../src/phone/log.ts';
import type { PhonePorts } from '../../src/phone/ports.ts';
import type { Settings } from '../../src/phone/settings.ts';
import type { DemoAnswer } from '../../src/provisioning/demo.ts';
import type { TraceRecord } from '../../src/sip/trace/trace-entry.ts';
import type { Profile } from '../../src/provisioning/profile.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeUserAgent } from './fake-user-agent.ts';

/** Everything the phone stands on, in memory, with knobs and records. */
export class FakeWorld {
  readonly clock = new FakeClock();
  readonly log = new Log(() => this.clock.now());
  readonly userAgents: FakeUserAgent[] = [];
  readonly sounds: string[] = [];
  readonly openMicrophones = new Set<Microphone>();
  readonly kept: {
    profile: Profile | undefined;
    settings: Settings | undefined;
    history: HistoryEntry[];
    trace: TraceRecord[];
  } = {
    profile: undefined,
    settings: undefined,
    history: [],
    trace: [],
  };
  microphone: 'works' | 'refused' | 'missing' | 'waits' = 'works';
  storageProblem: Error | undefined;
  demoAnswer: DemoAnswer = { kind: 'unavailable' };
  stackFails = false;
  soundAllowed = true;
  online = true;
  updatesApplied = 0;
  mediaSays: (event: MediaSessionEvent) => void = () => undefined;
  mediaClosed = 0;
  letMicrophoneOpen: () => void = () => undefined;
  findUpdate: () => void = () => undefined;
  hint: (awake: boolean) => void = () => undefined;
  connect: (online: boolean) => void = () => undefined;
  speakerWorks = true;
  #ids = 0;

  get userAgent(): FakeUserAgent {
    const last = this.userAgents.at(-1);
    if (last === undefined) throw new Error('nobody signed in');
    return last;
  }

  readonly ports: PhonePorts = {
    clock: this.clock,
    log: this.log,
    newId: () => `id-${String((this.#ids += 1))}`,
    createUserAgent: (_account, _credentials, _instanceId, emit) => {
      if (this.stackFails) return Promise.reject(new Error('the chunk did not load'));
      const userAgent = new FakeUserAgent(emit);
      this.userAgents.push(userAgent);
      return Promise.resolve(userAgent);
    },
    openMicrophone: () => this.#openMicrophone(),
    openMediaSession: (_connection, microphone, _relayMs, _speaker, emit) => {
      this.mediaSays = emit;
      return {
        levels: SILENT_LEVELS,
        setSpeaker: () => Promise.resolve(this.speakerWorks),
        replaceMicrophone: () => {
          microphone.stop();
          return Promise.resolve();
        },
        resume: () => Promise.resolve(),
        close: () => {
          this.mediaClosed += 1;
        },
      };
    },
    newCallRecord: () => new CallRecord(),
    devices: { list: () => Promise.resolve(NO_DEVICES), onChange: () => () => undefined },
    sounds: this.#soundsPort(),
    settings: {
      load: () => this.#stored(() => this.kept.settings),
      save: (settings) => this.#stored(() => void (this.kept.settings = settings)),
    },
    accounts: {
      load: () => this.#stored(() => this.kept.profile),
      save: (profile) => this.#stored(() => void (this.kept.profile = profile)),
      clear: () => this.#stored(() => void (this.kept.profile = undefined)),
      instanceId: () => this.#stored(() => 'instance'),
    },
    history: {
      load: () => this.#stored(() => this.kept.history),
      put: (entry) =>
        this.#stored(
          () => void (this.kept.history = [entry, ...this.kept.history.filter(({ id }) => id !== entry.id)]),
        ),
      remove: (id) =>
        this.#stored(() => void (this.kept.history = this.kept.history.filter((entry) => entry.id !== id))),
      clear: () => this.#stored(() => void (this.kept.history = [])),
    },
    trace: {
      load: () => this.#stored(() => [...this.kept.trace]),
      add: (records) => this.#stored(() => void this.kept.trace.push(...records)),
      clear: () => this.#stored(() => void (this.kept.trace = [])),
    },
    demo: {
      available: () => Promise.resolve(this.demoAnswer.kind !== 'unavailable'),
      take: () => Promise.resolve(this.demoAnswer),
      renew: () => Promise.resolve(this.demoAnswer),
    },
    updates: {
      onReady: (listener) => void (this.findUpdate = listener),
      apply: () => void (this.updatesApplied += 1),
    },
    connectivity: {
      online: true,
      onChange: (listener) => void (this.connect = listener),
      onHint: (listener) => void (this.hint = listener),
    },
  };

  #openMicrophone(): Promise<MicrophoneResult> {
    if (this.microphone === 'refused' || this.microphone === 'missing') {
      return Promise.resolve({ kind: 'unavailable', problem: this.microphone });
    }
    const microphone: Microphone = {
      stream: {},
      device: { id: '', label: 'A microphone' },
      stop: () => void this.openMicrophones.delete(microphone),
    };
    const open = (): MicrophoneResult => {
      this.openMicrophones.add(microphone);
      return { kind: 'opened', microphone };
    };
    if (this.microphone === 'works') return Promise.resolve(open());
    return new Promise((resolve) => {
      this.letMicrophoneOpen = () => {
        resolve(open());
      };
    });
  }

  #soundsPort(): PhonePorts['sounds'] {
    const allowed = (): boolean => this.soundAllowed;
    return {
      play: (sound) => void this.sounds.push(sound),
      stop: () => {
        if (this.sounds.length > 0 && this.sounds.at(-1) !== 'stop') this.sounds.push('stop');
      },
      beep: (sound) => void this.sounds.push(typeof sound === 'string' ? sound : `key ${sound.join('+')}`),
      get allowed(): boolean {
        return allowed();
      },
      enable: () => {
        this.soundAllowed = true;
        return Promise.resolve(true);
      },
    };
  }

  async #stored<T>(work: () => T): Promise<T> {
    await Promise.resolve();
    if (this.storageProblem !== undefined) throw this.storageProblem;
    return work();
  }
}
