// A flood of damaged answers to calls of ours: fresh, ringing and held ones, many at a time. Each ends in words or goes on, and one that
// went on ends by the next answer that is whole.
import { vi } from 'vitest';
import { headerOf, type SipRequest } from '../../../../server/sip/message.ts';
import { createResponse } from '../../../../server/sip/response.ts';
import { serializeMessage } from '../../../../server/sip/serialize-message.ts';
import type { Session, SessionEvent } from '../../../../src/sip/user-agent.ts';
import { seeded } from '../../mutate.ts';
import { PEER_CONTACT } from '../sip-peer.ts';
import { PEER_OFFER, PhoneAtPeer } from '../phone-at-peer.ts';
import { FakePeerConnection } from '../webrtc/fake-peer-connection.ts';
import { damaged } from './mutations.ts';
import { pass } from './pass.ts';

/** Calls at a time. */
const CALLS = 40;
/** Damaged answers to each, at most. */
const ANSWERS = 4;
/** Longer than any transaction lives (RFC 3261 17), in milliseconds. */
const LIFETIME_MS = 34_000;

const PEER_ANSWER = PEER_OFFER.replace('a=setup:actpass', 'a=setup:active');

interface Call {
  readonly session: Session;
  readonly sent: string[];
}

/** A call that is open after everything should have ended it, or ended without a cause; with what it was sent. */
export interface Loose {
  readonly last: SessionEvent | undefined;
  readonly sent: readonly string[];
}

export class AnswerFlood {
  readonly loose: Loose[] = [];
  readonly escaped: unknown[] = [];
  /** How the calls ended, by cause. */
  readonly ends = new Map<string, number>();
  sent = 0;
  readonly rig: PhoneAtPeer;
  readonly #chance: () => number;

  private constructor(rig: PhoneAtPeer, seed: number) {
    this.rig = rig;
    this.#chance = seeded(seed);
    rig.network.isRecording = false;
  }

  static async open(seed: number): Promise<AnswerFlood> {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
    vi.setSystemTime(0);
    return new AnswerFlood(await PhoneAtPeer.registered('user', pass), seed);
  }

  async send(count: number): Promise<void> {
    while (this.sent < count) await this.#round();
  }

  async close(): Promise<void> {
    await this.rig.stop();
    vi.useRealTimers();
  }

  async #round(): Promise<void> {
    const { phone, peer } = this.rig;
    const calls: Call[] = [];
    const invites: SipRequest[] = [];
    for (let made = 0; made < CALLS; made += 1) {
      calls.push({ session: phone.call('1002'), sent: [] });
      await pass(20);
      const invite = peer.requests('INVITE').at(-1);
      if (invite !== undefined) invites.push(invite);
    }
    const texts = invites.map((invite) => this.#answersTo(invite));
    for (const [at, call] of calls.entries()) await this.#hurt(call, texts[at] ?? [], texts);
    await pass(LIFETIME_MS);
    for (const invite of invites) peer.respond(invite, 486, { toTag: 'far' });
    await pass(500);
    // What a damaged answer established is a call like any other.
    for (const { session } of calls) if (this.#last(session)?.kind !== 'terminated') session.terminate();
    await pass(LIFETIME_MS);
    for (const call of calls) this.#conclude(call);
    this.escaped.push(...this.rig.escaped.splice(0), ...phone.problems);
    this.rig.forget();
    FakePeerConnection.made = [];
  }

  #last(session: Session): SessionEvent | undefined {
    return this.rig.phone.changesOf(session).at(-1);
  }

  async #hurt(call: Call, own: readonly string[], all: readonly (readonly string[])[]): Promise<void> {
    if (this.#chance() < 0.5) this.rig.peer.send(own[1] ?? '');
    for (let left = 1 + Math.floor(this.#chance() * ANSWERS); left > 0; left -= 1) {
      const other = this.#pick(all[Math.floor(this.#chance() * all.length)] ?? []);
      const text = damaged(this.#pick(own), other, this.#chance);
      this.sent += 1;
      call.sent.push(typeof text === 'string' ? text : new TextDecoder().decode(text));
      this.rig.peer.send(text);
      await pass(20);
    }
  }

  #conclude({ session, sent }: Call): void {
    const last = this.#last(session);
    if (last?.kind !== 'terminated') this.loose.push({ last, sent });
    else {
      const cause = last.end.cause ?? last.end.by;
      this.ends.set(cause, (this.ends.get(cause) ?? 0) + 1);
    }
  }

  #pick(texts: readonly string[]): string {
    return texts[Math.floor(this.#chance() * texts.length)] ?? '';
  }

  #answersTo(invite: SipRequest): string[] {
    const digest = 'Digest realm="pbx.example.org", nonce="n", qop="auth", algorithm=MD5';
    const ok = {
      ...createResponse(invite, 200, [
        ['Contact', PEER_CONTACT],
        ['Content-Type', 'application/sdp'],
      ]),
      body: PEER_ANSWER,
    };
    return [
      createResponse(invite, 100),
      createResponse(invite, 180, [['Contact', PEER_CONTACT]]),
      ok,
      ok,
      createResponse(invite, 302, [
        ['Contact', '<tel:+15550100>;q=0.5'],
        ['Contact', '<sip:a@1af019b2ba08>'],
      ]),
      createResponse(invite, 401, [['WWW-Authenticate', digest]]),
      createResponse(invite, 407, [['Proxy-Authenticate', digest]]),
      createResponse(invite, 420, [['Unsupported', 'x']]),
      createResponse(invite, 486),
      createResponse(invite, 503, [['Retry-After', '1']]),
      createResponse(invite, 603, [
        ['Reason', 'Q.850;cause=21'],
        ['X-Call', headerOf(invite, 'Call-ID') ?? ''],
      ]),
    ].map(serializeMessage);
  }
}
