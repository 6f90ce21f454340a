// What the far side is told of the sound, from what is known here (docs/adr/0026).
import type { SoundReport } from '../sip/telling/sound-report.ts';
import { arrives, type CallVitals, type FlowState } from './flow.ts';
import { NO_SIGNS } from './signs.ts';

/** What is known of the call besides its vitals. */
export interface ReportFacts {
  readonly heldByUs: boolean;
  readonly muted: boolean;
  /** Packets that have arrived on this connection. */
  readonly received: number | undefined;
}

function hearing({ themToYou, signs = NO_SIGNS }: CallVitals): SoundReport['hear'] {
  if (signs.decoding === 'undecodable') return 'undecodable';
  if (themToYou.flow === 'stopped') return 'nothing';
  if (themToYou.flow === 'waiting' || themToYou.flow === 'held' || themToYou.flow === 'unsent')
    return 'unknown';
  if (signs.choppy.themToYou !== undefined) return 'choppy';
  return themToYou.flow === 'quiet' ? 'silence' : 'sound';
}

function playing({ themToYou, signs = NO_SIGNS }: CallVitals, heldByUs: boolean): SoundReport['play'] {
  if (heldByUs) return 'held';
  if (signs.playback !== 'plays' || signs.decoding === 'notPlayed') return 'no';
  return arrives(themToYou.flow) ? 'yes' : 'unknown';
}

const LEAVES: readonly FlowState[] = ['flowing', 'sent', 'unconfirmed', 'unheard', 'stopped'];

function speaking(
  { youToThem, microphone }: CallVitals,
  { heldByUs, muted }: ReportFacts,
): SoundReport['speak'] {
  if (heldByUs) return 'held';
  if (muted) return 'muted';
  if (microphone !== 'none') return 'microphoneDead';
  if (youToThem.flow === 'quiet') return 'silence';
  return LEAVES.includes(youToThem.flow) && youToThem.packetsPerSecond > 0 ? 'sound' : 'unknown';
}

/** The report on a call as it is now. */
export function reportOf(vitals: CallVitals, facts: ReportFacts): SoundReport {
  const lossRatio = vitals.themToYou.quality?.lossRatio;
  return {
    hear: hearing(vitals),
    play: playing(vitals, facts.heldByUs),
    speak: speaking(vitals, facts),
    ...(facts.received === undefined ? {} : { received: facts.received }),
    ...(lossRatio === undefined ? {} : { lostPercent: Math.round(lossRatio * 100) }),
  };
}
