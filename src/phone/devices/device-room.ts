// Carries out the commands for microphone, speaker and sounds, and follows the list of devices.
import type { DeviceRole } from '../../media/devices.ts';
import type { CallsDesk } from '../calls/calls-desk.ts';
import type { DeviceCommand, Room } from '../commands.ts';
import type { KeptData } from '../kept-data.ts';
import type { MicrophoneDesk } from './microphone-desk.ts';
import type { PhoneEvent } from '../phone-reducer.ts';
import type { PhoneState } from '../phone-state.ts';
import type { PhonePorts } from '../ports.ts';
import type { Store } from '../store.ts';

export interface DeviceRoomContext {
  readonly ports: Pick<PhonePorts, 'devices' | 'sounds'>;
  readonly store: Store<PhoneState, PhoneEvent>;
  readonly keptData: KeptData;
  readonly desk: CallsDesk;
  readonly testDesk: MicrophoneDesk;
}

export class DeviceRoom implements Room<DeviceCommand> {
  readonly #context: DeviceRoomContext;

  constructor(context: DeviceRoomContext) {
    this.#context = context;
  }

  async do(command: DeviceCommand): Promise<void> {
    switch (command.kind) {
      case 'chooseDevice':
        await this.#choose(command.role, command.deviceId);
        return;
      case 'testSound':
        (await this.#context.desk.tryToOpen())?.calls.sounds.test(command.role);
        return;
      case 'testMicrophone':
        await this.#testMicrophone();
        return;
      case 'endMicrophoneTest':
        this.#context.testDesk.end();
        return;
      case 'enableSound':
        await this.#enableSound();
    }
  }

  /** Reads anew what the browser lists. */
  async refresh(): Promise<void> {
    const { ports, store } = this.#context;
    const after = await ports.devices.list();
    const { devices: before } = store.state;
    store.dispatch({ kind: 'devicesChanged', devices: after });
    this.#context.desk.calls?.devices.changed(before, after);
  }

  /** Calls go on with the microphone and the voice processing of the settings. */
  followSettings(): void {
    const { microphoneId } = this.#context.store.state.settings;
    void this.#context.desk.calls?.devices.useMicrophone(microphoneId);
  }

  async #choose(role: DeviceRole, deviceId: string): Promise<void> {
    const { keptData, desk, store } = this.#context;
    keptData.changeSettings({ [`${role}Id`]: deviceId });
    const devices = desk.calls?.devices;
    if (role === 'microphone') await devices?.useMicrophone(deviceId);
    if (role === 'speaker' && (await devices?.useSpeaker(deviceId)) === false)
      store.dispatch({ kind: 'noticed', notice: 'outputRefused' });
  }

  async #testMicrophone(): Promise<void> {
    // Safari on iOS silences a call's microphone when the page opens another.
    if (this.#context.desk.calls?.areAny === true) return;
    await this.#context.testDesk.start();
    // The browser names devices once the microphone was allowed.
    await this.refresh();
  }

  async #enableSound(): Promise<void> {
    const { ports, desk, store } = this.#context;
    const allowed = await ports.sounds.enable();
    await Promise.all((desk.calls?.all ?? []).map((call) => call.media.resume()));
    store.dispatch({ kind: 'soundChanged', allowed });
  }
}
