// The devices of all calls: changes them when the person does, and follows what is plugged and unplugged. Owns the owner of the microphone.
import type { AudioDevices } from '../../media/devices.ts';
import type { CallMedia } from '../calls/call-media.ts';
import type { DeviceFollower } from './device-follower.ts';
import { microphoneCause } from './microphone-causes.ts';
import { MicrophoneOwner } from './microphone-owner.ts';
import type { PhoneEvent } from '../phone-reducer.ts';
import type { DeviceNotice, Notice, PhoneState } from '../phone-state.ts';
import type { PhonePorts } from '../ports.ts';
import type { Store } from '../store.ts';

/** What the devices must know of the calls. */
export interface CallDevicesContext {
  /** The media of every call there is. */
  readonly calls: () => Iterable<CallMedia>;
  /** Somebody talks, or not any more, while every call with the microphone is silent. */
  readonly talksUnheard: (isTalking: boolean) => void;
}

export class CallDevices {
  /** Lends the microphone to each call. */
  readonly microphone: MicrophoneOwner;
  readonly #ports: PhonePorts;
  readonly #store: Store<PhoneState, PhoneEvent>;
  readonly #context: CallDevicesContext;
  #follower: DeviceFollower | undefined;

  constructor(ports: PhonePorts, store: Store<PhoneState, PhoneEvent>, context: CallDevicesContext) {
    this.#ports = ports;
    this.#store = store;
    this.#context = context;
    this.microphone = new MicrophoneOwner(ports.openMicrophone, () => store.state.settings, {
      ended: ({ label }) => void this.#follow((follower) => follower.ended(label)),
      talksUnheard: (isTalking) => {
        context.talksUnheard(isTalking);
      },
    });
  }

  /** The chosen speaker where it is there: of one that is unplugged it is known then that it is not in use. */
  get speakerId(): string {
    const { settings, devices } = this.#store.state;
    const { outputs } = devices;
    const isGone = outputs.length > 0 && !outputs.some(({ id }) => id === settings.speakerId);
    return isGone ? '' : settings.speakerId;
  }

  /** Feeds all calls from the microphone `deviceId`; false where that is impossible, which it says. */
  async useMicrophone(deviceId: string): Promise<boolean> {
    const problem = await this.microphone.change(deviceId, this.#store.state.settings);
    if (problem !== undefined) this.#notice(microphoneCause(problem));
    return problem === undefined;
  }

  /** Opens the microphone anew for all calls: the chosen one where it is there. */
  async reopenMicrophone(): Promise<void> {
    await this.useMicrophone(this.#store.state.settings.microphoneId);
  }

  /** Plays all calls on the output `deviceId` (empty: the system's choice); false where the browser refuses it to any. */
  async useSpeaker(deviceId: string): Promise<boolean> {
    const calls = [...this.#context.calls()];
    const areSet = await Promise.all(calls.map((media) => media.setSpeaker(deviceId)));
    return areSet.every(Boolean);
  }

  /** Devices came or went. */
  changed(before: AudioDevices, after: AudioDevices): void {
    if (this.microphone.isLent) void this.#follow((follower) => follower.changed(before, after));
  }

  #notice(notice: Notice | DeviceNotice): void {
    this.#store.dispatch({ kind: 'noticed', notice });
  }

  async #follow(work: (follower: DeviceFollower) => Promise<void>): Promise<void> {
    try {
      // Fetched with the SIP stack, when somebody signs in.
      const { DeviceFollower: Follower } = await import('./device-follower.ts');
      this.#follower ??= new Follower({
        microphone: this.microphone,
        useMicrophone: (deviceId) => this.useMicrophone(deviceId),
        speakerIds: () => [...this.#context.calls()].map(({ speakerId }) => speakerId),
        useSpeaker: (deviceId) => this.useSpeaker(deviceId),
        state: () => this.#store.state,
        notice: (notice) => {
          this.#notice(notice);
        },
      });
      await work(this.#follower);
    } catch (problem) {
      this.#ports.log.problem('the devices could not be followed', problem);
    }
  }
}
