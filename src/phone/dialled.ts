// What was dialled: read into a target, with what stands behind the number kept until they answer.
import type { Profile } from '../provisioning/profile.ts';
import type { Call } from '../sip/call-state.ts';
import type { DialTarget } from '../sip/dial/dial-reading.ts';
import type { Tone } from '../sip/dtmf.ts';
import { parseSipUri } from '../sip/sip-uri.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { PhoneState } from './phone-state.ts';
import type { PhonePorts } from './ports.ts';
import type { Store } from './store.ts';
import { TonesAfter } from './tones-after.ts';

/** Whose numbers they are: without a host they go to the own domain. */
export interface Dialler {
  profile(): Profile | undefined;
}

export class Dialled {
  readonly #store: Store<PhoneState, PhoneEvent>;
  readonly #dialler: Dialler;
  readonly #tones: TonesAfter;

  constructor(
    { clock }: Pick<PhonePorts, 'clock'>,
    store: Store<PhoneState, PhoneEvent>,
    dialler: Dialler,
    send: (tone: Tone) => void,
  ) {
    this.#store = store;
    this.#dialler = dialler;
    this.#tones = new TonesAfter(clock, {
      send,
      left: (after) => {
        const id = store.state.call?.id;
        if (id !== undefined)
          store.dispatch({ kind: 'callChanged', id, event: { kind: 'afterAnswerChanged', after } });
      },
    });
  }

  /** Whom to call; asks nothing, so what may be several is refused. Undefined where there is nobody to call. */
  async outgoing(called: string | DialTarget): Promise<Pick<Call, 'remote' | 'after'> | undefined> {
    const target = typeof called === 'string' ? await this.#read(called) : called;
    if (target === undefined) return undefined;
    const { uri, shown, after } = target;
    const remote = { uri, user: parseSipUri(uri)?.user ?? shown, displayName: '' };
    return after === undefined ? { remote } : { remote, after };
  }

  /** They answered: tones behind a pause begin. */
  answered(): void {
    this.#tones.answered(this.#store.state.call);
  }

  /** Sends what is left of the keys now. */
  sendNow(): void {
    this.#tones.sendNow(this.#store.state.call);
  }

  stop(): void {
    this.#tones.stop();
  }

  async #read(text: string): Promise<DialTarget | undefined> {
    const { readDial } = await import('../sip/dial/read-dial.ts');
    const reading = readDial(text, this.#dialler.profile()?.account.domain ?? '');
    if (reading.kind === 'target') return reading;
    if (reading.kind !== 'empty') this.#store.dispatch({ kind: 'noticed', notice: 'badTarget' });
    return undefined;
  }
}
