// What remains of a call's sound in the history: for each direction the last thing that was sure.
import type { FlowState } from './flow.ts';
import { isHardToFollow } from './quality/call-quality.ts';
import type { QualitySummary } from './quality/quality-summary.ts';
import type { RepairStep, VerdictName } from './verdict.ts';

/**
 * What is sure of a direction at the end of a call. `lost`: it flowed, and no longer did at the end;
 * `unconfirmed`: sound left, and nobody said that it arrived; `broken`: nothing ever passed.
 */
export type FlowReceipt = 'flowed' | 'silent' | 'lost' | 'unconfirmed' | 'broken' | 'unknown';

/** The receipt after one more second in state `flow`. */
export function nextReceipt(receipt: FlowReceipt, flow: FlowState): FlowReceipt {
  switch (flow) {
    case 'flowing':
      return 'flowed';
    case 'stopped':
    case 'unheard':
      return receipt === 'flowed' || receipt === 'lost' ? 'lost' : 'broken';
    case 'unconfirmed':
      return 'unconfirmed';
    case 'sent':
      return receipt === 'unknown' ? 'unconfirmed' : receipt;
    case 'quiet':
      return receipt === 'unknown' ? 'silent' : receipt;
    case 'waiting':
    case 'held':
    case 'unsent':
      return receipt;
  }
}

/** What the receipts of a finished call say, with how well it sounded: flowed and hard to follow is one verdict, not two. */
export type PastSound = FlowReceipt | 'choppy';

/** What was wrong with the sound for a while, in whole seconds from the answer on. */
export interface PastVerdict {
  readonly name: VerdictName;
  readonly atSeconds: number;
  readonly forSeconds: number;
}

/** What the phone did about it. */
export interface PastRepair {
  readonly step: RepairStep;
  readonly atSeconds: number;
  readonly helped: boolean;
}

/** What happened to the sound of a call, in order; bounded, the first of each. */
export interface SoundStory {
  readonly verdicts: readonly PastVerdict[];
  readonly repairs: readonly PastRepair[];
}

/** What the person said of it afterwards. */
export type SoundOpinion = 'good' | 'bad';

/** What is kept of a finished call's sound. */
export interface KeptSound {
  readonly youToThem: FlowReceipt;
  readonly themToYou: FlowReceipt;
  readonly quality?: QualitySummary | undefined;
  /** Absent where nothing was wrong, and in entries from before it was kept. */
  readonly story?: SoundStory | undefined;
}

/** The verdict on a finished call's sound, each way. */
export function judgePast({ youToThem, themToYou, quality }: KeptSound): {
  readonly youToThem: PastSound;
  readonly themToYou: PastSound;
} {
  const judged = (receipt: FlowReceipt, mos: number | undefined): PastSound =>
    receipt === 'flowed' && mos !== undefined && isHardToFollow(mos) ? 'choppy' : receipt;
  return {
    youToThem: judged(youToThem, quality?.youToThem.mos),
    themToYou: judged(themToYou, quality?.themToYou.mos),
  };
}
