// What the phone does by itself about the sound of a call.

/** The steps of a repair (repair/plan.ts). */
export const REPAIR_STEPS = [
  'playback',
  'systemSpeaker',
  'microphone',
  'offer',
  'restart',
  'relayRestart',
  'everythingRestart',
  'renewal',
  'relayRenewal',
  'relayTcpRenewal',
] as const;

export type RepairStep = (typeof REPAIR_STEPS)[number];

/** What is done about a verdict by the phone itself. */
export interface Mending {
  /** `trying`: `step` is under way; `helped`: sound passes since, which was measured; `failed`: all was tried. */
  readonly state: 'trying' | 'helped' | 'failed';
  readonly step: RepairStep | undefined;
}
