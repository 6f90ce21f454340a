// What was dialled: read into a target, with what stands behind the number kept until they answer. Its code is fetched when it is first
// needed, at sign-in: what the first load holds costs every visitor.
import type { Profile } from '../provisioning/profile.ts';
import type { Call } from '../sip/call-state.ts';
import type { DialTarget } from '../sip/dial/dial-reading.ts';
import type { Tone } from '../sip/dtmf.ts';
import { parseSipUri } from '../sip/sip-uri.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { PhoneState } from './phone-state.ts';
import type { PhonePorts } from './ports.ts';
import type { Store } from './store.ts';
import type { TonesAfter } from './tones-after.ts';

/** Whose numbers they are: without a host they go to the own domain. */
export interface Dialler {
  profile(): Profile | undefined;
}

export class Dialled {
  readonly #ports: PhonePorts;
  readonly #store: Store<PhoneState, PhoneEvent>;
  readonly #dialler: Dialler;
  readonly #send: (tone: Tone) => void;
  #tones: TonesAfter | undefined;

  constructor(
    ports: PhonePorts,
    store: Store<PhoneState, PhoneEvent>,
    dialler: Dialler,
    send: (tone: Tone) => void,
  ) {
    this.#ports = ports;
    this.#store = store;
    this.#dialler = dialler;
    this.#send = send;
  }

  /** Whom to call; asks nothing, so what may be several is refused. Undefined where there is nobody to call. */
  async outgoing(called: string | DialTarget): Promise<Pick<Call, 'remote' | 'after'> | undefined> {
    const target = typeof called === 'string' ? await this.#read(called) : called;
    if (target === undefined) return undefined;
    const { uri, shown, after } = target;
    const remote = { uri, user: parseSipUri(uri)?.user ?? shown, displayName: '' };
    if (after === undefined) return { remote };
    await this.#fetchTones();
    return { remote, after };
  }

  /** They answered: tones behind a pause begin. */
  answered(): void {
    this.#tones?.answered(this.#store.state.call);
  }

  /** Sends what is left of the keys now. */
  sendNow(): void {
    this.#tones?.sendNow(this.#store.state.call);
  }

  stop(): void {
    this.#tones?.stop();
  }

  async #read(text: string): Promise<DialTarget | undefined> {
    const { readDial } = await import('../sip/dial/read-dial.ts');
    const reading = readDial(text, this.#dialler.profile()?.account.domain ?? '');
    if (reading.kind === 'target') return reading;
    if (reading.kind !== 'empty') this.#store.dispatch({ kind: 'noticed', notice: 'badTarget' });
    return undefined;
  }

  async #fetchTones(): Promise<void> {
    const { TonesAfter: Tones } = await import('./tones-after.ts');
    this.#tones ??= new Tones(this.#ports.clock, {
      send: this.#send,
      left: (after) => {
        const id = this.#store.state.call?.id;
        if (id === undefined) return;
        this.#store.dispatch({ kind: 'callChanged', id, event: { kind: 'afterAnswerChanged', after } });
      },
    });
  }
}
