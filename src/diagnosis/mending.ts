// What the phone does by itself about the sound of a call.

/** A step of a repair, mildest first (repair/plan.ts). */
export type RepairStep =
  | 'playback'
  | 'systemSpeaker'
  | 'microphone'
  | 'offer'
  | 'restart'
  | 'relayRestart'
  | 'everythingRestart'
  | 'renewal'
  | 'relayRenewal'
  | 'relayTcpRenewal';

/** What is done about a verdict by the phone itself. */
export interface Mending {
  /** `trying`: `step` is under way; `helped`: sound passes since, which was measured; `failed`: all was tried. */
  readonly state: 'trying' | 'helped' | 'failed';
  readonly step: RepairStep | undefined;
}
