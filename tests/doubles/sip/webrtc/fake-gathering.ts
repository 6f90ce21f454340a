// ICE gathering of a peer connection (RFC 8445 5.1.1): credentials, one candidate, then the end of it.
// A test may slow it down or end it by hand.

/** `manual` never ends by itself: call `finish`. */
export type GatheringPace = { readonly kind: 'auto'; readonly delayMs: number } | { readonly kind: 'manual' };

export interface IceCredentials {
  readonly ufrag: string;
  readonly pwd: string;
}

export interface FakeCandidate {
  readonly candidate: string;
  readonly sdpMid: string;
  readonly sdpMLineIndex: number;
  readonly type: string;
  toJSON(): object;
}

let lastUfrag = 0;

export function newCredentials(): IceCredentials {
  const number = String(++lastUfrag).padStart(4, '0');
  return { ufrag: `u${number}`, pwd: `password-of-twenty-two-${number}` };
}

export function hostCandidate(ufrag: string): FakeCandidate {
  const candidate = `candidate:1 1 udp 2122260223 192.0.2.10 50000 typ host generation 0 ufrag ${ufrag}`;
  return {
    candidate,
    sdpMid: '0',
    sdpMLineIndex: 0,
    type: 'host',
    toJSON: () => ({ candidate, sdpMid: '0', sdpMLineIndex: 0 }),
  };
}

export class Gathering {
  state: 'new' | 'gathering' | 'complete' = 'new';
  #run = 0;

  constructor(
    private readonly changed: () => void,
    private readonly found: (candidate: FakeCandidate | null) => void,
  ) {}

  /** Begins anew for these credentials. */
  start(ufrag: string, pace: GatheringPace): void {
    const run = ++this.#run;
    queueMicrotask(() => {
      if (run !== this.#run) return;
      this.#become('gathering');
      this.found(hostCandidate(ufrag));
      if (pace.kind === 'manual') return;
      if (pace.delayMs === 0) queueMicrotask(() => this.#finish(run));
      else setTimeout(() => this.#finish(run), pace.delayMs);
    });
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
