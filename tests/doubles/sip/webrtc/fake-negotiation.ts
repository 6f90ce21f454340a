// The descriptions of a peer connection and what may follow on what (RFC 9429 3.2, 4.1.10): a state machine without I/O.

export type SignalingState =
  | 'stable'
  | 'have-local-offer'
  | 'have-remote-offer'
  | 'have-local-pranswer'
  | 'have-remote-pranswer'
  | 'closed';
export type DescriptionType = 'offer' | 'pranswer' | 'answer' | 'rollback';
export type Side = 'local' | 'remote';

export interface Description {
  readonly type: Exclude<DescriptionType, 'rollback'>;
  readonly sdp: string;
}

/** `from>side.type` to the next state. */
const TRANSITIONS: Readonly<Record<string, SignalingState>> = {
  'stable>local.offer': 'have-local-offer',
  'have-local-offer>local.offer': 'have-local-offer',
  'have-local-offer>local.rollback': 'stable',
  'have-local-offer>remote.rollback': 'stable',
  'have-local-offer>remote.pranswer': 'have-remote-pranswer',
  'have-local-offer>remote.answer': 'stable',
  'have-remote-pranswer>remote.pranswer': 'have-remote-pranswer',
  'have-remote-pranswer>remote.answer': 'stable',
  'stable>remote.offer': 'have-remote-offer',
  'have-remote-offer>remote.offer': 'have-remote-offer',
  'have-remote-offer>local.rollback': 'stable',
  'have-remote-offer>remote.rollback': 'stable',
  'have-remote-offer>local.pranswer': 'have-local-pranswer',
  'have-remote-offer>local.answer': 'stable',
  'have-local-pranswer>local.pranswer': 'have-local-pranswer',
  'have-local-pranswer>local.answer': 'stable',
  // A remote offer takes our own back first.
  'have-local-offer>remote.offer': 'have-remote-offer',
};

export class Negotiation {
  state: SignalingState = 'stable';
  readonly current: Partial<Record<Side, Description>> = {};
  pending: Partial<Record<Side, Description>> = {};

  description(side: Side): Description | null {
    return this.pending[side] ?? this.current[side] ?? null;
  }

  /** Where a description would lead. Throws InvalidStateError, as the browser does, where it does not fit. */
  check(side: Side, type: DescriptionType): SignalingState {
    const next = TRANSITIONS[`${this.state}>${side}.${type}`];
    if (next === undefined)
      throw new DOMException(`Called in wrong state: ${this.state}, ${side} ${type}`, 'InvalidStateError');
    return next;
  }

  /** Moves on by one description. */
  apply(side: Side, type: DescriptionType, sdp: string): void {
    const next = this.check(side, type);
    if (this.state === 'have-local-offer' && side === 'remote' && type === 'offer') this.pending = {};
    this.state = next;
    if (type === 'rollback') this.pending = {};
    else this.pending[side] = { type, sdp };
    if (next === 'stable') {
      Object.assign(this.current, this.pending);
      this.pending = {};
    }
  }

  /** Replaces the SDP of the local description, as gathered candidates do. */
  amendLocal(amend: (sdp: string) => string): void {
    for (const set of [this.current, this.pending]) {
      if (set.local !== undefined) set.local = { type: set.local.type, sdp: amend(set.local.sdp) };
    }
  }
}
