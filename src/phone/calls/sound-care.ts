// Looks after the sound of one call: has it mended, tells the far side of it, hears what that tells, and keeps the story of it.
import { lintDescription } from '../../diagnosis/description-lint.ts';
import { shouldLeaveByRelay } from '../../diagnosis/repair/ladders.ts';
import { keptStory, nextStory, NO_STORY } from '../../diagnosis/story.ts';
import type { RepairStep, Verdict } from '../../diagnosis/verdict.ts';
import type { Call } from '../../sip/call-state.ts';
import { summaryOf } from '../../sip/description/summary.ts';
import type { Session, SessionEvent } from '../../sip/user-agent.ts';
import type { CallReceipt } from '../history.ts';
import type { CallAccount, CallContext } from './call-context.ts';
import type { CallMedia } from './call-media.ts';
import { Mender } from './mender.ts';
import { carryOut } from './repair-steps.ts';

/** The call, as it is now. */
export interface CaredFor {
  readonly id: string;
  readonly isCaller: boolean;
  readonly media: CallMedia;
  call(): Call | undefined;
  session(): Session | undefined;
}

export class SoundCare {
  readonly #context: Pick<CallContext, 'ports' | 'devices' | 'helped'>;
  readonly #account: CallAccount;
  readonly #of: CaredFor;
  readonly #mender: Mender;
  #story = NO_STORY;
  #leavesByRelay = false;
  #hasRead = false;

  constructor(
    context: Pick<CallContext, 'ports' | 'devices' | 'helped'>,
    account: CallAccount,
    caredFor: CaredFor,
  ) {
    this.#context = context;
    this.#account = account;
    this.#of = caredFor;
    this.#mender = new Mender(
      {
        clock: context.ports.clock,
        isCaller: caredFor.isCaller,
        helped: context.helped,
        network: () => `${account.id} ${String(account.servers?.generation ?? 0)}`,
      },
      {
        carryOut: this.#carryOut.bind(this),
        mending: (mending) => {
          caredFor.media.setMending(mending);
        },
      },
    );
  }

  /** What is sure of the sound so far, and what happened to it. */
  get receipts(): CallReceipt {
    const { receipts } = this.#of.media;
    const story = keptStory(this.#story, this.#sinceAnswerMs);
    return story === undefined ? receipts : { ...receipts, story };
  }

  /** What the phone says of the sound now. */
  judged(verdict: Verdict): void {
    this.#story = nextStory(this.#story, verdict, this.#sinceAnswerMs);
    const report = this.#of.call()?.phase === 'established' ? this.#of.media.report() : undefined;
    if (report !== undefined) this.#of.session()?.tell(report);
    if (verdict.name.startsWith('noPath')) this.#readDescription();
    this.#leaveByRelay(shouldLeaveByRelay(verdict));
    this.#mender.judged(verdict);
  }

  /** What a session says that is about the way to the server, or what the far side tells. */
  heard(change: SessionEvent): void {
    const nowMs = this.#context.ports.clock.steady();
    if (change.kind === 'tellingChanged') {
      this.#mender.telling(change.isAgreed);
      if (!change.isAgreed) this.#of.media.told(undefined, nowMs);
    } else if (change.kind === 'theyTold' || change.kind === 'theyAnswered') {
      this.#mender.reached();
      if (change.kind === 'theyTold') this.#of.media.told(change.report, nowMs);
    } else if (change.kind === 'serverLost') this.#mender.serverLost();
    else if (change.kind === 'serverBack') this.#mender.serverBack();
  }

  /** The person asks for the sound to be looked for. */
  repair(): void {
    this.#mender.ask();
  }

  /** The call is over. */
  end(): void {
    this.#mender.end();
  }

  /** Once: whether their description could have led to a path at all. */
  #readDescription(): void {
    if (this.#hasRead) return;
    this.#hasRead = true;
    const both = this.#of.session()?.descriptions;
    if (both === undefined) return;
    const [finding] = lintDescription(summaryOf(both.theirs), summaryOf(both.ours));
    this.#of.media.described(finding, this.#context.ports.clock.steady());
  }

  #leaveByRelay(isDue: boolean): void {
    if (isDue && !this.#leavesByRelay) this.#of.session()?.choosePath('relay');
    this.#leavesByRelay = isDue;
  }

  get #sinceAnswerMs(): number {
    const call = this.#of.call();
    return call?.phase === 'established' ? this.#context.ports.clock.steady() - call.answeredAtMs : 0;
  }

  #carryOut(step: RepairStep | 'giveUp'): void {
    const { ports, devices } = this.#context;
    const accountId = this.#account.id;
    ports.log.about({ accountId, callId: this.#of.id }).add('info', `repair of the sound: ${step}`);
    const policy = this.#account.profile?.iceTransportPolicy ?? 'all';
    carryOut(step, { session: this.#of.session(), media: this.#of.media, devices, policy });
  }
}
