// Keeps all calls on devices that exist: acts on what device-policy.ts decides, and tells the person what is used now.
// One change at a time: a headset that goes shows as an ended capture and as a shorter list, in either order.
import { decideDevice } from '../../media/device-policy.ts';
import type { AudioDevices } from '../../media/devices.ts';
import type { MicrophoneOwner } from './microphone-owner.ts';
import type { DeviceNotice, Notice, PhoneState } from '../phone-state.ts';

/** What the follower needs of the calls. */
export interface DeviceFollowerContext {
  readonly microphone: Pick<MicrophoneOwner, 'device' | 'isLent' | 'lose'>;
  /** Feeds all calls from a microphone; false where none opened, which was then said. */
  readonly useMicrophone: (deviceId: string) => Promise<boolean>;
  /** The outputs that the calls are played on. */
  readonly speakerIds: () => readonly string[];
  /** Plays all calls on an output; false where the browser refuses. */
  readonly useSpeaker: (deviceId: string) => Promise<boolean>;
  readonly state: () => Pick<PhoneState, 'settings' | 'notice'>;
  readonly notice: (notice: Notice | DeviceNotice) => void;
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

  /** The capture of the microphone named `label` ended. */
  ended(label: string): Promise<void> {
    return this.#inTurn(async () => {
      const { microphone } = this.#context;
      // Replaced or closed meanwhile: nothing is lost.
      if (microphone.isLent && microphone.device === undefined)
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
    const { microphone, state } = this.#context;
    if (!microphone.isLent) return;
    const decision = decideDevice({
      before: before.microphones,
      after: after.microphones,
      chosen: state().settings.microphoneId,
      inUse: microphone.device?.id,
    });
    if (decision.kind === 'switch')
      await this.#useMicrophone(decision.device.id, 'deviceBack', decision.device.label);
    else if (decision.kind === 'gone') await this.#useMicrophone('', 'deviceGone', decision.device.label);
  }

  async #useMicrophone(id: string, kind: DeviceNotice['kind'], label: string): Promise<void> {
    const { microphone, useMicrophone, notice } = this.#context;
    if (kind === 'deviceGone') microphone.lose();
    // Nobody to tell where the calls ended meanwhile.
    if (!(await useMicrophone(id)) || microphone.device === undefined) return;
    notice({ kind, role: 'microphone', device: label, now: microphone.device.label });
  }

  async #speaker(before: AudioDevices, after: AudioDevices): Promise<void> {
    const { speakerIds, useSpeaker, state } = this.#context;
    const { speakerId } = state().settings;
    const decisions = speakerIds().map((inUse) =>
      decideDevice({ before: before.outputs, after: after.outputs, chosen: speakerId, inUse }),
    );
    // All calls sound in one place: what moves one of them moves all.
    const decision = decisions.find(({ kind }) => kind !== 'stay');
    if (decision === undefined || decision.kind === 'stay') return;
    const isBack = decision.kind === 'switch';
    const { label } = decision.device;
    const isSet = await useSpeaker(isBack ? decision.device.id : '');
    if (!isSet) this.#speakerNotice('outputRefused');
    else if (isBack) this.#speakerNotice({ kind: 'deviceBack', role: 'speaker', device: label, now: label });
    else this.#speakerNotice({ kind: 'deviceGone', role: 'speaker', device: label, now: '' });
  }

  /** A headset is both: what became of its microphone matters more, and stays in sight. */
  #speakerNotice(notice: Notice | DeviceNotice): void {
    const standing = this.#context.state().notice;
    const isFree = standing === undefined || standing === 'outputRefused';
    const isOfSpeaker = typeof standing === 'object' && 'role' in standing && standing.role === 'speaker';
    if (isFree || isOfSpeaker) this.#context.notice(notice);
  }
}
