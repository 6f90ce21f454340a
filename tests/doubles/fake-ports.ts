import { ABLE } from '../../src/media/call-ability.ts';
import { NO_DEVICES, type AudioDevice, type AudioDevices } from '../../src/media/devices.ts';
import type { GatheringReport } from '../../src/media/server-memory.ts';
import { SILENT_LEVELS } from '../../src/media/levels.ts';
import type { MediaSessionEvent, MicrophoneResult, VoiceProcessing } from '../../src/media/media-session.ts';
import type { SoundRecording } from '../../src/media/sound-recorder.ts';
import type { PermissionState } from '../../src/media/microphone-permission.ts';
import { withCall } from '../../src/phone/history-bounds.ts';
import type { HistoryEntry } from '../../src/phone/history.ts';
import { Log } from '../../src/phone/log.ts';
import type { TabNews } from '../../src/phone/other-tabs.ts';
import type { PhonePorts } from '../../src/phone/ports.ts';
import { SharedRings } from '../../src/phone/calls/shared-rings.ts';
import type { Settings } from '../../src/phone/settings.ts';
import type { DemoAnswer } from '../../src/provisioning/demo.ts';
import type { Opening } from '../../src/provisioning/links/ports.ts';
import type { TraceRecord } from '../../src/sip/trace/trace-entry.ts';
import type { KeptAccount } from '../../src/storage/ports.ts';
import type { KeptKind } from '../../src/storage/kept-kinds.ts';
import type { TurnAnswer } from '../../src/provisioning/turn-service.ts';
import type { Profile } from '../../src/provisioning/profile.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeConference } from './fake-conference.ts';
import { FakeMicrophone } from './fake-microphone.ts';
import { FakeUserAgent } from './fake-user-agent.ts';

/** Everything the phone stands on, in memory, with knobs and records. */
export class FakeWorld {
  readonly clock = new FakeClock();
  readonly log = new Log(() => this.clock.now());
  readonly userAgents: FakeUserAgent[] = [];
  readonly sounds: string[] = [];
  readonly conferences: FakeConference[] = [];
  readonly openMicrophones = new Set<FakeMicrophone>();
  readonly microphonesAsked: { readonly deviceId: string; readonly processing: VoiceProcessing }[] = [];
  readonly kept: {
    accounts: KeptAccount[];
    dialId: string | undefined;
    settings: Settings | undefined;
    history: HistoryEntry[];
    trace: TraceRecord[];
  } = {
    accounts: [],
    dialId: undefined,
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
  /** Whether a connection stands as soon as it is made; else when `mediaSays` says so. */
  connectsAtOnce = true;
  mediaClosed = 0;
  /** How often statistics were asked for besides the sample a second, and playback was begun again. */
  looks = 0;
  resumed = 0;
  letMicrophoneOpen: () => void = () => undefined;
  findUpdate: () => void = () => undefined;
  hint: (awake: boolean) => void = () => undefined;
  connect: (online: boolean) => void = () => undefined;
  /** What the browser lists now; `plug` changes it. */
  listed: AudioDevices = NO_DEVICES;
  systemMicrophone: AudioDevice = { id: '', label: 'A microphone' };
  /** The outputs that calls were told to play on. */
  readonly speakers: string[] = [];
  #plugged: () => void = () => undefined;
  /** The person allows or blocks the microphone in the browser's own menus. */
  permit: (state: PermissionState) => void = () => undefined;
  isFirstTab = true;
  /** The instance ids that user agents were made with. */
  readonly instanceIds: string[] = [];
  speakerWorks = true;
  preflightReport: GatheringReport | undefined;
  /** The servers that were asked outside a call, each time. */
  readonly preflights: (readonly string[])[] = [];
  turnAnswer: TurnAnswer = { kind: 'problem', problem: 'unreachable' };
  /** The TURN services that were asked, in order. */
  readonly turnServices: string[] = [];
  /** What opening a link comes to. */
  opening: Promise<Opening> = Promise.resolve({ kind: 'problem', problem: 'unreachable' });
  /** The one-time codes that were exchanged, and the passphrases that were tried. */
  readonly redeemed: string[] = [];
  readonly passphrases: string[] = [];
  recorderFails = false;
  /** How many recordings run. */
  recordings = 0;
  /** What the next recording measures. */
  recorded: readonly number[] = [];
  /** The outputs that recordings were played on. */
  readonly played: string[] = [];
  endPlayback: () => void = () => undefined;
  historyWrites = 0;
  /** The kinds that were deleted, each time. */
  readonly erased: (readonly KeptKind[])[] = [];
  /** What other tabs were told to let go of. */
  readonly told: (readonly KeptKind[])[] = [];
  /** Another tab deletes these kinds. */
  forgetElsewhere: (kinds: readonly KeptKind[]) => void = () => undefined;
  /** All that other windows were told, and what they say. */
  readonly news: TabNews[] = [];
  hear: (news: TabNews) => void = () => undefined;
  #ids = 0;
  readonly #rings = new SharedRings({ tell: (news) => void this.news.push(news) }, this.clock);

  /** The profile of the only account that is kept. */
  get keptProfile(): Profile | undefined {
    return this.kept.accounts[0]?.profile;
  }

  /** An earlier visit signed in with this profile alone. */
  keep(profile: Profile, id = 'account-1'): void {
    this.kept.accounts = [{ id, profile }];
  }

  get userAgent(): FakeUserAgent {
    const last = this.userAgents.at(-1);
    if (last === undefined) throw new Error('nobody signed in');
    return last;
  }

  /** Devices come or go. */
  plug(devices: Partial<AudioDevices>): void {
    this.listed = { ...this.listed, ...devices };
    this.#plugged();
  }

  /** The microphone in use gives nothing any more. */
  endMicrophone(): void {
    for (const microphone of this.openMicrophones) microphone.end();
  }

  readonly ports: PhonePorts = {
    clock: this.clock,
    log: this.log,
    newId: () => `id-${String((this.#ids += 1))}`,
    isFirstTab: () => Promise.resolve(this.isFirstTab),
    ability: ABLE,
    createUserAgent: (_account, _credentials, instanceId, emit) => {
      this.instanceIds.push(instanceId);
      if (this.stackFails) return Promise.reject(new Error('the chunk did not load'));
      const userAgent = new FakeUserAgent(emit);
      this.userAgents.push(userAgent);
      return Promise.resolve(userAgent);
    },
    openMicrophone: (deviceId, processing) => {
      this.microphonesAsked.push({ deviceId, processing });
      return this.#openMicrophone(deviceId);
    },
    openMediaSession: (_connection, _microphone, { speakerId }, emit) => {
      this.speakers.push(speakerId);
      this.mediaSays = emit;
      if (this.connectsAtOnce) void Promise.resolve({ kind: 'connected' } as const).then(emit);
      return {
        levels: SILENT_LEVELS,
        setSpeaker: (deviceId) => {
          this.speakers.push(deviceId);
          return Promise.resolve(this.speakerWorks);
        },
        replaceMicrophone: () => Promise.resolve(),
        join: () => Promise.resolve(),
        resume: () => {
          this.resumed += 1;
          return Promise.resolve();
        },
        look: () => void (this.looks += 1),
        renew: () => undefined,
        close: () => {
          this.mediaClosed += 1;
        },
      };
    },
    openConference: (listener) => {
      const conference = new FakeConference(listener);
      this.conferences.push(conference);
      return Promise.resolve(conference);
    },
    recordSound: () => this.#recordSound(),
    devices: {
      list: () => Promise.resolve(this.listed),
      onChange: (listener) => {
        this.#plugged = listener;
        return () => undefined;
      },
    },
    testIceServer: () => Promise.resolve({ kind: 'failed', problem: 'noAnswer', code: undefined }),
    preflight: (servers) => {
      this.preflights.push(servers.flatMap(({ urls }) => urls));
      return Promise.resolve(this.preflightReport);
    },
    fetchTurnCredentials: (service) => {
      this.turnServices.push(service.url);
      return Promise.resolve(this.turnAnswer);
    },
    readIceList: () => Promise.resolve({ kind: 'invalid', problem: { code: 'noServers' }, leftOut: [] }),
    followPermission: (listener) => {
      this.permit = (state) => {
        listener({ state, browser: 'chromium', system: 'linux' });
      };
      return Promise.resolve();
    },
    sounds: this.#soundsPort(),
    settings: {
      load: () => this.#stored(() => this.kept.settings),
      save: (settings) => this.#stored(() => void (this.kept.settings = settings)),
    },
    accounts: {
      load: () =>
        this.#stored(() => ({ accounts: [...this.kept.accounts], dialId: this.kept.dialId, damaged: [] })),
      add: (account) => this.#stored(() => void this.kept.accounts.push(account)),
      change: (id, change) =>
        this.#stored(() => {
          this.kept.accounts = this.kept.accounts.map((account) =>
            account.id === id ? { id, profile: { ...account.profile, ...change } } : account,
          );
        }),
      remove: (id) =>
        this.#stored(() => {
          this.kept.accounts = this.kept.accounts.filter((account) => account.id !== id);
        }),
      chooseDial: (id) => this.#stored(() => void (this.kept.dialId = id)),
      instanceId: () => this.#stored(() => 'instance'),
    },
    history: {
      load: () => this.#stored(() => this.kept.history),
      write: ({ put, removed }) => {
        this.historyWrites += 1;
        return this.#stored(() => {
          const gone = [...removed, ...put.map(({ id }) => id)];
          const others = this.kept.history.filter(({ id }) => !gone.includes(id));
          this.kept.history = [...put, ...others].sort((a, b) => b.startedAtMs - a.startedAtMs);
        });
      },
    },
    trace: {
      load: () => this.#stored(() => [...this.kept.trace]),
      add: (records) => this.#stored(() => void this.kept.trace.push(...records)),
    },
    erase: async (kinds) => {
      this.erased.push(kinds);
      await Promise.resolve();
      if (this.storageProblem !== undefined) return kinds;
      if (kinds.includes('account')) this.kept.accounts = [];
      if (kinds.includes('history')) this.kept.history = [];
      if (kinds.includes('trace')) this.kept.trace = [];
      if (kinds.includes('settings')) this.kept.settings = undefined;
      return [];
    },
    otherTabs: {
      tell: (news) => {
        this.news.push(news);
        if (news.kind === 'forgotten') this.told.push(news.kinds);
      },
      onNews: (listener) => {
        this.hear = listener;
        this.forgetElsewhere = (kinds) => {
          listener({ kind: 'forgotten', kinds });
        };
      },
    },
    historyRules: () => withCall,
    sharedRings: () => this.#rings,
    demo: {
      available: () => Promise.resolve(this.demoAnswer.kind !== 'unavailable'),
      take: () => Promise.resolve(this.demoAnswer),
      renew: () => Promise.resolve(this.demoAnswer),
    },
    redeemToken: (token) => {
      this.redeemed.push(token);
      return this.opening;
    },
    unseal: (_sealed, passphrase) => {
      this.passphrases.push(passphrase);
      return this.opening;
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

  #openMicrophone(deviceId: string): Promise<MicrophoneResult> {
    if (this.microphone === 'refused' || this.microphone === 'missing') {
      return Promise.resolve({ kind: 'unavailable', problem: this.microphone });
    }
    const device = this.listed.microphones.find(({ id }) => id === deviceId) ?? this.systemMicrophone;
    const microphone = new FakeMicrophone(device, () => this.openMicrophones.delete(microphone));
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

  #recordSound(): Promise<SoundRecording> {
    if (this.recorderFails) return Promise.reject(new Error('the chunk did not load'));
    this.recordings += 1;
    let isOver = false;
    const end = (): void => {
      if (!isOver) this.recordings -= 1;
      isOver = true;
    };
    return Promise.resolve({
      level: () => 0.5,
      finish: () => {
        end();
        return Promise.resolve({
          windows: this.recorded,
          play: (outputId: string) =>
            new Promise<void>((resolve) => {
              this.played.push(outputId);
              this.endPlayback = resolve;
            }),
          release: () => {
            this.endPlayback();
          },
        });
      },
      cancel: end,
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
