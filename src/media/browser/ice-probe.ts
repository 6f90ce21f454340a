// Tests one STUN or TURN server, with a peer connection that is connected to nobody (W3C webrtc 4.4.1).
import {
  judgeIceProbe,
  PROBE_DEADLINE_MS,
  type IceProbeEvent,
  type IceProbeVerdict,
  type TestIceServer,
} from '../ice-probe.ts';
import { browserFeatures } from './call-ability.ts';

/** How long a name may take to be looked up once more, in milliseconds. */
const LOOK_UP_MS = 1000;
const TELLS_ERRORS = 'RTCPeerConnectionIceErrorEvent' in globalThis;

function seenAddress(candidate: RTCIceCandidate): string | undefined {
  const address = candidate.type === 'srflx' ? candidate.address : candidate.relatedAddress;
  // Where a browser hides the own address it says 0.0.0.0.
  return address === null || /^(?:0\.0\.0\.0|::)?$/u.test(address) ? undefined : address;
}

class Probe {
  readonly #url: string;
  readonly #connection: RTCPeerConnection;
  readonly #startedAt = performance.now();
  readonly #events: IceProbeEvent[] = [];
  readonly #done: (verdict: IceProbeVerdict) => void;
  readonly #timer: ReturnType<typeof setTimeout>;

  constructor(url: string, connection: RTCPeerConnection, done: (verdict: IceProbeVerdict) => void) {
    this.#url = url;
    this.#connection = connection;
    this.#done = done;
    connection.onicecandidate = ({ candidate }) => {
      if (candidate === null || candidate.candidate === '')
        this.#saw({ kind: 'complete', atMs: this.#elapsedMs() });
      else this.#candidate(candidate);
    };
    connection.onicecandidateerror = ({ errorCode, errorText }) => {
      this.#saw({ kind: 'error', code: errorCode, text: errorText, atMs: this.#elapsedMs() });
    };
    this.#timer = setTimeout(() => {
      this.#judge(PROBE_DEADLINE_MS);
    }, PROBE_DEADLINE_MS);
  }

  async start(): Promise<void> {
    this.#connection.createDataChannel('test');
    await this.#connection.setLocalDescription();
  }

  #candidate(candidate: RTCIceCandidate): void {
    const type = candidate.type ?? '';
    this.#saw({ kind: 'candidate', type, address: seenAddress(candidate), atMs: this.#elapsedMs() });
  }

  #elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  #saw(event: IceProbeEvent): void {
    this.#events.push(event);
    this.#judge(event.atMs);
  }

  #judge(elapsedMs: number): void {
    const verdict = judgeIceProbe(this.#url, this.#events, elapsedMs, TELLS_ERRORS);
    if (verdict === undefined) return;
    clearTimeout(this.#timer);
    this.#connection.onicecandidate = null;
    this.#connection.onicecandidateerror = null;
    this.#connection.close();
    this.#done(verdict);
  }
}

function ask(url: string, account: Parameters<TestIceServer>[1]): Promise<IceProbeVerdict> {
  return new Promise((resolve) => {
    try {
      const connection = new RTCPeerConnection({ iceServers: [{ urls: url, ...account }] });
      // What can fail here is local: the deadline speaks for it.
      new Probe(url, connection, resolve).start().catch(() => undefined);
    } catch {
      // The browser does not take the address or its account (RFC 8829 4.1.2).
      resolve({ kind: 'failed', problem: 'invalid', code: undefined });
    }
  });
}

const wait = (ms: number): Promise<undefined> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms, undefined);
  });

export const testIceServer: TestIceServer = async (url, account) => {
  if (!browserFeatures().hasPeerConnection) return { kind: 'failed', problem: 'unable', code: undefined };
  const startedAt = performance.now();
  const verdict = await ask(url, account);
  if (verdict.kind !== 'failed' || verdict.problem !== 'connection') return verdict;
  // Over TCP and TLS Chromium does not tell a name that can't be found from a port that is closed; over UDP it does.
  const lookUp = ask((url.split('?')[0] ?? '').replace(/^\w+:/u, 'stun:'), undefined);
  const left = PROBE_DEADLINE_MS - (performance.now() - startedAt);
  const name = await Promise.race([lookUp, wait(Math.max(0, Math.min(LOOK_UP_MS, left)))]);
  return name?.kind === 'failed' && name.problem === 'dns' ? name : verdict;
};
