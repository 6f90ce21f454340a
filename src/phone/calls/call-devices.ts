// The devices of the call on the line: changes them when the person does, and follows what is plugged and unplugged.
import type { AudioDevices } from '../../media/devices.ts';
import type { CallMedia } from './call-media.ts';
import type { DeviceFollower } from './device-follower.ts';
import { microphoneCause } from '../microphone-causes.ts';
import type { PhoneEvent } from '../phone-reducer.ts';
import type { DeviceNotice, Notice, PhoneState } from '../phone-state.ts';
import type { PhonePorts } from '../ports.ts';
import type { Store } from '../store.ts';

export class CallDevices {
  readonly #ports: PhonePorts;
  readonly #store: Store<PhoneState, PhoneEvent>;
  readonly #media: CallMedia;
  readonly #isLive: () => boolean;
  #follower: DeviceFollower | undefined;

  constructor(
    ports: PhonePorts,
    store: Store<PhoneState, PhoneEvent>,
    media: CallMedia,
    isLive: () => boolean,
  ) {
    this.#isLive = isLive;
    this.#ports = ports;
    this.#store = store;
    this.#media = media;
  }

  /** The chosen speaker where it is there: of one that is unplugged it is known then that it is not in use. */
  get speakerId(): string {
    const { settings, devices } = this.#store.state;
    const { outputs } = devices;
    const isGone = outputs.length > 0 && !outputs.some(({ id }) => id === settings.speakerId);
    return isGone ? '' : settings.speakerId;
  }

  /** Feeds the live call from the microphone `deviceId`; false where that is impossible, which it says. */
  async useMicrophone(deviceId: string): Promise<boolean> {
    const problem = await this.#media.changeMicrophone(deviceId, this.#store.state.settings);
    if (problem !== undefined) this.#notice(microphoneCause(problem));
    return problem === undefined;
  }

  /** Devices came or went. */
  changed(before: AudioDevices, after: AudioDevices): void {
    void this.#follow((follower) => follower.changed(before, after));
  }

  /** The microphone of the call gives nothing any more. */
  microphoneEnded(): void {
    const { microphone } = this.#media;
    void this.#follow((follower) => follower.ended(microphone));
  }

  #notice(notice: Notice | DeviceNotice): void {
    this.#store.dispatch({ kind: 'noticed', notice });
  }

  async #follow(work: (follower: DeviceFollower) => Promise<void>): Promise<void> {
    if (!this.#isLive()) return;
    try {
      // Fetched with the SIP stack, when somebody signs in.
      const { DeviceFollower: Follower } = await import('./device-follower.ts');
      this.#follower ??= new Follower({
        media: this.#media,
        settings: () => this.#store.state.settings,
        useMicrophone: (deviceId) => this.useMicrophone(deviceId),
        notice: (notice) => {
          this.#notice(notice);
        },
        standing: () => this.#store.state.notice,
      });
      await work(this.#follower);
    } catch (problem) {
      this.#ports.log.problem('the devices could not be followed', problem);
    }
  }
}
