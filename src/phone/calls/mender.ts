// Mends the sound of one call by itself: follows the verdict, and carries out what the plan says (diagnosis/repair/plan.ts). Decides nothing.
import {
  NO_REPAIR,
  askedFor,
  mendingOf,
  nextLookMs,
  nextRepair,
  serverBack,
  type RepairFacts,
  type RepairState,
  type RepairTurn,
} from '../../diagnosis/repair/plan.ts';
import type { Mending, RepairStep, Verdict } from '../../diagnosis/verdict.ts';
import type { Clock } from '../clock.ts';
import type { HelpedSteps } from './helped-steps.ts';

export interface MenderListener {
  /** Does it now. */
  carryOut(step: RepairStep | 'giveUp'): void;
  /** What is being done about it is another. */
  mending(mending: Mending | undefined): void;
}

export interface MenderContext {
  readonly clock: Pick<Clock, 'after' | 'steady'>;
  readonly isCaller: boolean;
  /** What helped on this network. */
  readonly helped: HelpedSteps;
  /** Names the network: another after each change. */
  readonly network: () => string;
}

export class Mender {
  readonly #context: MenderContext;
  readonly #listener: MenderListener;
  #state: RepairState = NO_REPAIR;
  #verdict: Verdict | undefined;
  #serverLostMs: number | undefined;
  #serverBackMs: number | undefined;
  /** When the far side was reached last; undefined where it never tells. */
  #reachedAtMs: number | undefined;
  #stopTimer: () => void = () => undefined;
  #isOver = false;

  constructor(context: MenderContext, listener: MenderListener) {
    this.#context = context;
    this.#listener = listener;
  }

  /** What is to be said of the call now. */
  judged(verdict: Verdict): void {
    this.#verdict = verdict;
    this.#look();
  }

  /** The person asks for the sound to be looked for. */
  ask(): void {
    const facts = this.#facts();
    if (facts !== undefined && this.#state.kind !== 'trying') this.#turn(askedFor(facts));
  }

  /** Whether the far side takes our reports. */
  telling(isAgreed: boolean): void {
    this.#reachedAtMs = isAgreed ? this.#context.clock.steady() : undefined;
  }

  /** A word of the far side came, or one of ours was answered: the way through the servers is open. */
  reached(): void {
    this.#reachedAtMs = this.#context.clock.steady();
    this.#look();
  }

  serverLost(): void {
    this.#serverLostMs ??= this.#context.clock.steady();
    this.#look();
  }

  serverBack(): void {
    this.#serverLostMs = undefined;
    this.#serverBackMs = this.#context.clock.steady();
    const facts = this.#facts();
    if (facts !== undefined) this.#turn(serverBack(this.#state, facts));
  }

  /** The call is over. */
  end(): void {
    this.#isOver = true;
    this.#stopTimer();
  }

  #look(): void {
    const facts = this.#facts();
    if (facts !== undefined) this.#turn(nextRepair(this.#state, facts));
  }

  #facts(): RepairFacts | undefined {
    const verdict = this.#verdict;
    if (verdict?.evidence.call.phase !== 'established' || this.#isOver) return undefined;
    const { relayConfigured: relay, relayTcpConfigured: relayTcp = false } = verdict.evidence.around;
    const { clock, isCaller, helped, network } = this.#context;
    return {
      atMs: clock.steady(),
      verdict,
      isCaller,
      serverLostMs: this.#serverLostMs,
      serverBackMs: this.#serverBackMs,
      reachedAtMs: this.#reachedAtMs,
      relay,
      relayTcp,
      isOurs: this.#reachedAtMs !== undefined,
      helpedBefore: helped.on(network()),
    };
  }

  #turn({ state, step }: RepairTurn): void {
    const before = this.#state;
    this.#state = state;
    this.#wait();
    if (state.kind === 'helped' && before.kind !== 'helped')
      this.#context.helped.note(this.#context.network(), state.step);
    if (step !== undefined) this.#listener.carryOut(step);
    const [was, is] = [mendingOf(before), mendingOf(state)];
    if (was?.state !== is?.state || was?.step !== is?.step) this.#listener.mending(is);
  }

  #wait(): void {
    this.#stopTimer();
    const facts = this.#facts();
    const atMs = facts && nextLookMs(this.#state, facts);
    if (facts === undefined || atMs === undefined) return;
    this.#stopTimer = this.#context.clock.after(Math.max(10, atMs - facts.atMs), this.#look.bind(this));
  }
}
