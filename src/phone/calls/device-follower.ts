// Keeps a call on devices that exist: acts on what device-policy.ts decides, and tells the person what is used now.
// One change at a time: a headset that goes shows as an ended track and as a shorter list, in either order.
import { decideDevice } from '../../media/device-policy.ts';
import type { AudioDevices } from '../../media/devices.ts';
import type { CallMedia } from './call-media.ts';
import type { DeviceNotice, Notice, PhoneState } from '../phone-state.ts';
import type { Settings } from '../settings.ts';

/** What the follower needs of the line. */
export interface DeviceFollowerContext {
  readonly media: CallMedia;
  readonly settings: () => Settings;
  /** Feeds the call from a microphone; false where none opened, which was then said. */
  readonly useMicrophone: (deviceId: string) => Promise<boolean>;
  readonly notice: (notice: Notice | DeviceNotice) => void;
  /** The notice that stands now. */
  readonly standing: () => PhoneState['notice'];
}

export class DeviceFollower {
  readonly #context: DeviceFollowerContext;
  #work: Promise<void> = Promise.resolve();

  constructor(context: DeviceFollowerContext) {
    this.#context = context;
  }

  /** The list of devices changed. */
  changed(before: AudioDevices, after: AudioDevices): Promise<void> {
    return this.#inTurn(async () => {
      await this.#microphone(before, after);
      await this.#speaker(before, after);
    });
  }

  /** The track of `microphone` ended. */
  ended(microphone: object | undefined): Promise<void> {
    return this.#inTurn(async () => {
      const { media } = this.#context;
      // Replaced or closed meanwhile: nothing is lost.
      if (microphone === undefined || media.microphone !== microphone) return;
      const { label } = media.microphoneDevice;
      await this.#useMicrophone('', 'deviceGone', label);
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#work.then(work);
    // Whoever asked hears of a failure; the next change has its turn all the same.
    this.#work = mine.catch(() => undefined);
    return mine;
  }

  async #microphone(before: AudioDevices, after: AudioDevices): Promise<void> {
    const { media, settings } = this.#context;
    if (media.microphone === undefined) return;
    const decision = decideDevice({
      before: before.microphones,
      after: after.microphones,
      chosen: settings().microphoneId,
      inUse: media.microphoneLost ? undefined : media.microphoneDevice.id,
    });
    if (decision.kind === 'switch')
      await this.#useMicrophone(decision.device.id, 'deviceBack', decision.device.label);
    else if (decision.kind === 'gone') await this.#useMicrophone('', 'deviceGone', decision.device.label);
  }

  async #useMicrophone(id: string, kind: DeviceNotice['kind'], label: string): Promise<void> {
    const { media, useMicrophone, notice } = this.#context;
    if (kind === 'deviceGone') media.loseMicrophone();
    // Nobody to tell where the call ended meanwhile.
    if (!(await useMicrophone(id)) || media.microphone === undefined) return;
    notice({ kind, role: 'microphone', device: label, now: media.microphoneDevice.label });
  }

  async #speaker(before: AudioDevices, after: AudioDevices): Promise<void> {
    const { media, settings } = this.#context;
    if (media.microphone === undefined) return;
    const decision = decideDevice({
      before: before.outputs,
      after: after.outputs,
      chosen: settings().speakerId,
      inUse: media.speakerId,
    });
    if (decision.kind === 'stay') return;
    const isBack = decision.kind === 'switch';
    const { label } = decision.device;
    const isSet = await media.setSpeaker(isBack ? decision.device.id : '');
    if (!isSet) this.#speakerNotice('outputRefused');
    else if (isBack) this.#speakerNotice({ kind: 'deviceBack', role: 'speaker', device: label, now: label });
    else this.#speakerNotice({ kind: 'deviceGone', role: 'speaker', device: label, now: '' });
  }

  /** A headset is both: what became of its microphone matters more, and stays in sight. */
  #speakerNotice(notice: Notice | DeviceNotice): void {
    const standing = this.#context.standing();
    const isFree = standing === undefined || standing === 'outputRefused';
    const isOfSpeaker = typeof standing === 'object' && 'role' in standing && standing.role === 'speaker';
    if (isFree || isOfSpeaker) this.#context.notice(notice);
  }
}
