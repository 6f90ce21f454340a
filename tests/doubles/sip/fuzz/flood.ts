// A flood of damaged messages at one registered phone in a call, under fake timers: whatever gets out of its socket or its
// timers is kept with the message that did it. A promise that nobody handles fails the test run by itself.
import { vi } from 'vitest';
import { seeded } from '../../mutate.ts';
import type { Payload } from '../memory-websocket.ts';
import type { PeerDialog } from '../peer-dialog.ts';
import { PEER_OFFER, PhoneAtPeer } from '../phone-at-peer.ts';
import { FakePeerConnection } from '../webrtc/fake-peer-connection.ts';
import { corpus } from './corpus.ts';
import { Ledger } from './ledger.ts';
import { damaged } from './mutations.ts';
import { pass } from './pass.ts';

/** Messages between two looks at the clock. */
const BATCH = 250;
/** Fake time that passes after each batch, in milliseconds: longer than any transaction lives (RFC 3261 17). */
const BATCH_MS = 33_000;

export interface Escape {
  readonly seed: number;
  /** The number of the message, or of the batch's last where a timer threw. */
  readonly at: number;
  readonly problem: unknown;
  readonly message: Payload | undefined;
}

const trueChance = Math.random;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export class Flood {
  readonly escapes: Escape[] = [];
  /** Requests that got no answer, though they could be read whole. */
  readonly unanswered: string[] = [];
  /** What the guard of the socket has caught, by its words, with the number of times. */
  readonly caught = new Map<string, number>();
  rig: PhoneAtPeer;
  #sent = 0;
  #picked = 0;
  #last: Payload | undefined;
  #dialog: PeerDialog | undefined;
  readonly #ledger = new Ledger();
  #texts: string[] = [];
  readonly #chance: () => number;

  private constructor(
    rig: PhoneAtPeer,
    private readonly seed: number,
  ) {
    this.rig = rig;
    this.#chance = seeded(seed);
    rig.network.isRecording = false;
    rig.phone.refusesOthers = true;
  }

  /** With a seed of its own for the phone's chance too, the same seed gives the same flood. */
  static async open(seed: number): Promise<Flood> {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
    vi.setSystemTime(0);
    // Not by vi.spyOn, which remembers each call.
    Math.random = seeded(seed + 1);
    return new Flood(await PhoneAtPeer.registered('user', pass), seed);
  }

  /** Sends so many damaged messages. */
  async send(count: number): Promise<void> {
    for (let left = count; left > 0; left -= BATCH) {
      await this.#talkAgain();
      await this.#batch(Math.min(BATCH, left));
      this.#rest();
    }
  }

  /** Hangs up and lets everything come to rest. */
  async calm(): Promise<void> {
    for (const session of this.rig.phone.alive) session.terminate();
    await pass(70_000);
    await pass(70_000);
    this.#rest();
  }

  /** Whether the phone, told to register now, says that it has. */
  async registersAgain(): Promise<boolean> {
    this.rig.forget();
    this.rig.phone.userAgent.retry();
    await pass(5000);
    return this.rig.phone.kinds().includes('registered');
  }

  async close(): Promise<void> {
    await this.rig.stop();
    Math.random = trueChance;
    vi.useRealTimers();
  }

  async #batch(size: number): Promise<void> {
    const connections = this.rig.network.connections.length;
    for (let count = 0; count < size; count++) {
      this.#last = damaged(this.#pick(), this.#pick(), this.#chance);
      this.#sent += 1;
      this.#ledger.sent(this.#last);
      this.rig.peer.send(this.#last);
      // The message arrives in a microtask of its own.
      await Promise.resolve();
      if (this.rig.escaped.length > 0) this.#escaped();
    }
    await turn();
    this.#last = undefined;
    try {
      await pass(BATCH_MS);
    } catch (problem) {
      this.rig.escaped.push(problem);
    }
    if (this.rig.escaped.length > 0) this.#escaped();
    // A batch that cost the phone its connection took the answers with it.
    const isWhole = this.rig.network.connections.length === connections;
    const open = this.#ledger.unanswered(this.rig.peer.seen);
    if (isWhole) this.unanswered.push(...open);
  }

  /** A damaged BYE may well have ended the call, or a damaged answer the registration's connection. */
  async #talkAgain(): Promise<void> {
    const { phone, peer } = this.rig;
    if (phone.alive.length > 0) return;
    this.rig.forget();
    this.#dialog = await this.rig.talk();
    const sent = ['REGISTER', 'OPTIONS'].flatMap((method) => peer.requests(method).slice(-1));
    this.#texts = corpus(this.rig.contact, this.#dialog, sent, PEER_OFFER);
  }

  /** Any of them with a branch of its own: a copy would be absorbed. */
  #pick(): string {
    const text = this.#texts[Math.floor(this.#chance() * this.#texts.length)] ?? '';
    return text.replace(/(branch\s*=\s*)[\w.-]+/u, `$1z9hG4bKflood${String(++this.#picked)}`);
  }

  #escaped(): void {
    for (const problem of this.rig.escaped.splice(0))
      this.escapes.push({ seed: this.seed, at: this.#sent, problem, message: this.#last });
  }

  #rest(): void {
    for (const problem of this.rig.phone.problems) {
      const words = problem instanceof Error ? problem.message : String(problem);
      this.caught.set(words, (this.caught.get(words) ?? 0) + 1);
    }
    this.rig.forget();
    FakePeerConnection.made = [];
  }
}
