// ICE gathering of a peer connection (RFC 8445 5.1.1): credentials, one candidate, then the end of it.
// A test may slow it down or end it by hand.

/** `manual` never ends by itself: call `finish`. `lost`: over at once with nothing, as where the only address has gone; call `find` later. */
export type GatheringPace =
  | { readonly kind: 'auto'; readonly delayMs: number }
  | { readonly kind: 'manual' }
  | { readonly kind: 'lost' };

export interface IceCredentials {
  readonly ufrag: string;
  readonly pwd: string;
}

export interface FakeCandidate {
  readonly candidate: string;
  readonly sdpMid: string;
  readonly sdpMLineIndex: number;
  readonly type: string;
  readonly protocol: string;
  readonly address: string;
  toJSON(): object;
}

let lastUfrag = 0;

export function newCredentials(): IceCredentials {
  const number = String(++lastUfrag).padStart(4, '0');
  return { ufrag: `u${number}`, pwd: `password-of-twenty-two-${number}` };
}

export function hostCandidate(ufrag: string, port = 50_000): FakeCandidate {
  const candidate = `candidate:1 1 udp 2122260223 192.0.2.10 ${String(port)} typ host generation 0 ufrag ${ufrag}`;
  return {
    candidate,
    sdpMid: '0',
    sdpMLineIndex: 0,
    type: 'host',
    protocol: 'udp',
    address: '192.0.2.10',
    toJSON: () => ({ candidate, sdpMid: '0', sdpMLineIndex: 0 }),
  };
}

export class Gathering {
  state: 'new' | 'gathering' | 'complete' = 'new';
  #run = 0;
  #ufrag = '';
  #port = 50_000;

  constructor(
    private readonly changed: () => void,
    private readonly found: (candidate: FakeCandidate | null) => void,
  ) {}

  /** Begins anew for these credentials. */
  start(ufrag: string, pace: GatheringPace): void {
    const run = ++this.#run;
    this.#ufrag = ufrag;
    queueMicrotask(() => {
      if (run !== this.#run) return;
      this.#become('gathering');
      if (pace.kind === 'lost') {
        this.#finish(run);
        return;
      }
      this.found(hostCandidate(ufrag));
      if (pace.kind === 'manual') return;
      if (pace.delayMs === 0) queueMicrotask(() => this.#finish(run));
      else setTimeout(() => this.#finish(run), pace.delayMs);
    });
  }

  /** Another address, whatever the state: a browser goes on looking after a change of network. */
  find(): void {
    this.found(hostCandidate(this.#ufrag, ++this.#port));
  }

  /** Ends a run of `manual` pace. */
  finish(): void {
    this.#finish(this.#run);
  }

  stop(): void {
    this.#run++;
  }

  #finish(run: number): void {
    if (run !== this.#run || this.state !== 'gathering') return;
    this.#become('complete');
    this.found(null);
  }

  #become(state: 'gathering' | 'complete'): void {
    if (this.state === state) return;
    this.state = state;
    this.changed();
  }
}
