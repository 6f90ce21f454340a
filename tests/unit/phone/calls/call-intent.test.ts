// What the person wants of a call's sound, against another end that agrees, refuses, or takes its time: silence, wire and screen agree.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallIntent } from '../../../../src/phone/calls/call-intent.ts';
import { newCall, nextCall, type Call } from '../../../../src/sip/call-state.ts';
import { FakeSession } from '../../../doubles/fake-user-agent.ts';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

/** An established call, and an other end whose answers wait until a test gives them. */
class Desk {
  call: Call = nextCall(
    newCall({
      id: 'c',
      accountId: 'a',
      direction: 'outgoing',
      remote: { uri: '', user: '', displayName: '' },
      startedAtMs: 0,
    }),
    { kind: 'established', atMs: 0 },
  );
  session = this.#newSession();
  isSilent = false;
  refusals = 0;
  /** What the wire says, and the offers that wait for their answer. */
  isHeldOnWire = false;
  #waiting: ((agreed: boolean) => void)[] = [];
  readonly intent = new CallIntent({
    session: () => this.session,
    silence: (isSilent) => {
      this.isSilent = isSilent;
    },
    changed: (event) => {
      this.call = nextCall(this.call, event);
    },
    refused: () => {
      this.refusals += 1;
    },
  });

  /** The oldest offer is answered. */
  async answer(agreed: boolean): Promise<void> {
    this.#waiting.shift()?.(agreed);
    await settle();
  }

  async answerAll(agreed: boolean): Promise<void> {
    while (this.#waiting.length > 0) await this.answer(agreed);
  }

  /** Somebody else takes the other end: a session without a hold. */
  async replace(): Promise<void> {
    this.call = nextCall(this.call, { kind: 'replaced', remote: this.call.remote });
    this.session = this.#newSession();
    this.#waiting = [];
    this.isHeldOnWire = false;
    this.call = nextCall(this.call, { kind: 'established', atMs: 0 });
    void this.intent.tellAgain();
    await settle();
  }

  #newSession(): FakeSession {
    const session = new FakeSession('s', () => undefined);
    session.setHold = (held) =>
      new Promise((resolve) => {
        this.#waiting.push((agreed) => {
          if (agreed) this.isHeldOnWire = held;
          resolve(agreed);
        });
      });
    return session;
  }
}

describe('hold and mute', () => {
  it('say what holds, after a hold that was agreed to late and a release that was refused', async () => {
    const desk = new Desk();
    void desk.intent.setHold(true);
    void desk.intent.setHold(false);
    await desk.answer(true);
    await desk.answer(false);
    expect(desk.call).toMatchObject({ hold: 'local', holdPending: false });
    expect([desk.isSilent, desk.isHeldOnWire, desk.refusals]).toEqual([true, true, 1]);
  });

  it('are over where the other end is exchanged while it is taken back', async () => {
    const desk = new Desk();
    void desk.intent.setHold(true);
    await desk.answer(true);
    void desk.intent.setHold(false);
    await desk.replace();
    expect(desk.call).toMatchObject({ hold: 'none', holdPending: false });
    expect(desk.isSilent).toBe(false);
  });

  it('agree on silence, wire and screen at the end of any sequence, and who wants silence is silent at once', async () => {
    type Step = 'mute' | 'unmute' | 'hold' | 'release' | 'agree' | 'refuse' | 'replace' | 'leave' | 'return';
    const steps = fc.array(
      fc.constantFrom<Step>(
        'mute',
        'unmute',
        'hold',
        'release',
        'agree',
        'refuse',
        'replace',
        'leave',
        'return',
      ),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (sequence, agrees) => {
        const desk = new Desk();
        for (const step of sequence) {
          if (step === 'mute' || step === 'unmute') desk.intent.setMuted(step === 'mute');
          else if (step === 'hold' || step === 'release') void desk.intent.setHold(step === 'hold');
          else if (step === 'replace') await desk.replace();
          else if (step === 'leave' || step === 'return') desk.intent.setAway(step === 'leave');
          else await desk.answer(step === 'agree');
          if (step === 'mute' || step === 'hold' || step === 'leave') expect(desk.isSilent).toBe(true);
          await settle();
        }
        await desk.answerAll(agrees);
        const isHeld = desk.isHeldOnWire;
        expect(desk.call).toMatchObject({
          hold: isHeld ? 'local' : 'none',
          holdPending: false,
          muted: desk.intent.isMuted,
        });
        expect(desk.intent.isHeld).toBe(isHeld);
        expect(desk.isSilent).toBe(isHeld || desk.intent.isMuted || desk.intent.isAway);
      }),
      { numRuns: 1000 },
    );
  });
});
