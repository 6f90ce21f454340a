// The flow of each direction at this moment: what two samples said, corrected by what was seen since, several times a second, and by what
// the far side tells.
import type { FlowState, FlowVitals } from './flow.ts';
import type { SoundSigns } from './signs.ts';

/** What pulses say of the packets that arrive: `arrive` where they come, or pause as is usual for this far side. */
export type Arrival = 'unknown' | 'arrive' | 'stopped';

const IN: readonly FlowState[] = ['flowing', 'quiet'];
const OUT: readonly FlowState[] = ['flowing', 'quiet', 'sent', 'unconfirmed'];

function backNow(flow: FlowState, arrival: Arrival, { playback, decoding }: SoundSigns): FlowState {
  if (flow === 'held' || flow === 'unsent') return flow;
  if (decoding === 'undecodable') return 'unheard';
  if (arrival === 'stopped') return 'stopped';
  // They have begun again since the last sample; whether with sound, the next one tells.
  const now = flow === 'stopped' && arrival === 'arrive' ? 'quiet' : flow;
  const isUnheard = playback !== 'plays' || decoding === 'notPlayed';
  return isUnheard && IN.includes(now) ? 'unheard' : now;
}

/** Sound that leaves, by who it reaches. */
function reached(flow: FlowState, { heardThere, told }: SoundSigns): FlowState {
  if (told?.hear === 'nothing') return 'stopped';
  if (told?.hear === 'undecodable' || (told?.play === 'no' && told.hear !== 'silence')) return 'unheard';
  if (heardThere === 'lost') return 'stopped';
  const isConfirmed = told?.hear === 'sound' || told?.hear === 'silence' || told?.hear === 'choppy';
  if (isConfirmed && (flow === 'sent' || flow === 'unconfirmed')) return 'flowing';
  return flow;
}

/** The vitals as of now. */
export function flowNow(vitals: FlowVitals, arrival: Arrival, signs: SoundSigns): FlowVitals {
  const { youToThem, themToYou } = vitals;
  const back = backNow(themToYou.flow, arrival, signs);
  const out = OUT.includes(youToThem.flow) ? reached(youToThem.flow, signs) : youToThem.flow;
  if (back === themToYou.flow && out === youToThem.flow) return vitals;
  const isStopped = back === 'stopped';
  return {
    ...vitals,
    youToThem: { ...youToThem, flow: out },
    themToYou: {
      ...themToYou,
      flow: back,
      ...(isStopped ? { packetsPerSecond: 0, kilobitsPerSecond: 0 } : {}),
    },
  };
}
