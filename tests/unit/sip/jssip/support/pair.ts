// Two real user agents, alice (1001) and bob (1002), on the demo's proxy in memory, under a fake clock.
import { type DtmfMethod, type ToneManner } from '../../../../../src/sip/dtmf.ts';
import { DEFAULT_TONE_TIMES } from '../../../../../src/sip/tone-times.ts';
import { expect, vi } from 'vitest';
import type { Session } from '../../../../../src/sip/user-agent.ts';
import { MemoryNetwork } from '../../../../doubles/sip/memory-network.ts';
import { MemoryPbx, type MemoryPbxOptions } from '../../../../doubles/sip/memory-pbx.ts';
import { DOMAIN, SERVER, TestPhone, media } from '../../../../doubles/sip/test-phone.ts';
import { installFakeWebRtc } from '../../../../doubles/sip/webrtc/install.ts';

/** How tones are sent unless somebody changed it. */
export const by = (method: DtmfMethod): ToneManner => ({ method, ...DEFAULT_TONE_TIMES });

/** Lets time pass on the fake clock. */
export const settle = (ms = 100): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

export interface Talk {
  readonly calling: Session;
  readonly called: Session;
}

export class Pair {
  readonly network = new MemoryNetwork();
  readonly pbx: MemoryPbx;
  readonly alice: TestPhone;
  readonly bob: TestPhone;

  /** Call after `vi.useFakeTimers()`. */
  constructor(options: MemoryPbxOptions = {}) {
    installFakeWebRtc();
    vi.stubGlobal('WebSocket', this.network.WebSocket);
    this.pbx = new MemoryPbx(this.network, SERVER, DOMAIN, options);
    this.alice = new TestPhone('1001');
    this.bob = new TestPhone('1002');
  }

  async start(): Promise<void> {
    this.alice.userAgent.start();
    await settle();
    this.bob.userAgent.start();
    await settle();
  }

  /** The connection of one of them that is in use now: the newest that carried a REGISTER of theirs. */
  wireOf(phone: TestPhone): ReturnType<MemoryNetwork['latest']> {
    const own = this.network
      .open()
      .filter((connection) =>
        this.network.wire.some(
          ({ connectionId, direction, data }) =>
            connectionId === connection.id &&
            direction === 'toServer' &&
            String(data).startsWith('REGISTER ') &&
            String(data).includes(`From: <sip:${phone.user}@`),
        ),
      );
    const found = own.at(-1);
    if (found === undefined) throw new Error(`${phone.user} has no connection`);
    return found;
  }

  async ring(): Promise<Talk> {
    const calling = this.alice.call('1002');
    await settle();
    return { calling, called: this.bob.ringing };
  }

  async talk(): Promise<Talk> {
    const talk = await this.ring();
    talk.called.answer(media());
    await settle();
    return talk;
  }

  /** How each end's sound flows: `[alice, bob]`. */
  directions({ calling, called }: Talk): unknown[] {
    const current = (phone: TestPhone, session: Session): unknown =>
      phone.connectionOf(session).getTransceivers()[0]?.currentDirection;
    return [current(this.alice, calling), current(this.bob, called)];
  }

  /** Requests of a method that crossed the wire towards the server, as start lines with CSeq, since `from`. */
  requests(method: string, from = 0): string[] {
    return this.network.wire
      .slice(from)
      .filter(({ direction, lost }) => direction === 'toServer' && !lost)
      .map(({ data }) => String(data))
      .filter((text) => text.startsWith(`${method} `));
  }

  isOver(phone: TestPhone, session: Session): boolean {
    return phone.changesOf(session).some(({ kind }) => kind === 'terminated');
  }

  async stop(): Promise<void> {
    const stopped = Promise.all([this.alice.userAgent.stop(), this.bob.userAgent.stop()]);
    await settle(3000);
    await stopped;
    expect(this.pbx.faults).toEqual([]);
    expect([...this.alice.problems, ...this.bob.problems]).toEqual([]);
    vi.useRealTimers();
    vi.unstubAllGlobals();
  }
}
