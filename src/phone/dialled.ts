// What was dialled: read into whom to call, and the keys that follow the answer.
import type { Profile } from '../provisioning/profile.ts';
import type { Call } from '../sip/call-state.ts';
import type { AfterAnswer, DialTarget } from '../sip/dial/dial-reading.ts';
import { PAUSE_MS, type PendingKeys } from '../sip/dtmf.ts';
import { parseSipUri } from '../sip/sip-uri.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { PhoneState } from './phone-state.ts';
import type { Store } from './store.ts';

/** Whose numbers they are: without a host they go to the own domain. */
export interface Dialler {
  profile(): Profile | undefined;
}

function pendingKeys({ kind, keys, afterMs }: AfterAnswer): PendingKeys {
  if (afterMs === undefined) return { kind, keys, phase: 'waiting' };
  return { kind, keys: ','.repeat(Math.round(afterMs / PAUSE_MS)) + keys, phase: 'going' };
}

export class Dialled {
  readonly #store: Store<PhoneState, PhoneEvent>;
  readonly #dialler: Dialler;

  constructor(store: Store<PhoneState, PhoneEvent>, dialler: Dialler) {
    this.#store = store;
    this.#dialler = dialler;
  }

  /** Whom to call; asks nothing, so what may be several is refused. Undefined where there is nobody to call. */
  async outgoing(called: string | DialTarget): Promise<Pick<Call, 'remote' | 'keys'> | undefined> {
    const target = typeof called === 'string' ? await this.#read(called) : called;
    if (target === undefined) return undefined;
    const { uri, shown, after } = target;
    const remote = { uri, user: parseSipUri(uri)?.user ?? shown, displayName: '' };
    return after === undefined ? { remote } : { remote, keys: pendingKeys(after) };
  }

  async #read(text: string): Promise<DialTarget | undefined> {
    const { readDial } = await import('../sip/dial/read-dial.ts');
    const reading = readDial(text, this.#dialler.profile()?.account.domain ?? '');
    if (reading.kind === 'target') return reading;
    if (reading.kind !== 'empty') this.#store.dispatch({ kind: 'noticed', notice: 'badTarget' });
    return undefined;
  }
}
