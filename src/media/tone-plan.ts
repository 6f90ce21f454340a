// The phone's sounds as data: our own ring and end, and the tones of the telephone networks that people know by ear.
// Sources: ITU-T E.180 and its Supplement 2 (all), E.182 (what each tone means); Telcordia GR-506 (North America);
// BT SIN 350 (United Kingdom); AS/CA S002 (Australia). Where a standard gives a range, a value inside it is used.

import type { CallSound, KeySound, NetworkTone, TonePlan } from './sounds.ts';

/** One sounding stretch of a period. */
export interface Note {
  /** Seconds from the beginning of the period. */
  readonly at: number;
  readonly seconds: number;
  /** Sounded together, in hertz. */
  readonly hertz: readonly number[];
}

/** A sound as notes within a period of `periodSeconds`. */
export interface Score {
  readonly periodSeconds: number;
  readonly repeats: boolean;
  /** `bell` fades away, `sine` is steady: ours are bells, those of the network sines. */
  readonly shape: 'sine' | 'bell';
  readonly notes: readonly Note[];
}

/** Frequencies in hertz, then seconds of sound and silence in turn; the silence after the last ends the period. */
interface Cadence {
  readonly hertz: readonly number[];
  readonly onOff: readonly number[];
}

function cadence(hertz: readonly number[], ...onOff: readonly number[]): Cadence {
  return { hertz, onOff };
}

const PLANS: Readonly<Record<TonePlan, Readonly<Record<NetworkTone, Cadence>>>> = {
  europe: {
    ringback: cadence([425], 1, 4),
    busy: cadence([425], 0.5, 0.5),
    congestion: cadence([425], 0.25, 0.25),
    callWaiting: cadence([425], 0.2, 0.2, 0.2, 9),
  },
  unitedKingdom: {
    ringback: cadence([400, 450], 0.4, 0.2, 0.4, 2),
    busy: cadence([400], 0.375, 0.375),
    congestion: cadence([400], 0.4, 0.35, 0.225, 0.525),
    callWaiting: cadence([400], 0.1, 4),
  },
  france: {
    ringback: cadence([440], 1.5, 3.5),
    busy: cadence([440], 0.5, 0.5),
    congestion: cadence([440], 0.25, 0.25),
    callWaiting: cadence([440], 0.3, 10),
  },
  northAmerica: {
    ringback: cadence([440, 480], 2, 4),
    busy: cadence([480, 620], 0.5, 0.5),
    congestion: cadence([480, 620], 0.25, 0.25),
    callWaiting: cadence([440], 0.3, 9.7),
  },
  australia: {
    ringback: cadence([413, 438], 0.4, 0.2, 0.4, 2),
    busy: cadence([425], 0.375, 0.375),
    congestion: cadence([425], 0.375, 0.375),
    callWaiting: cadence([425], 0.2, 0.2, 0.2, 4.4),
  },
};

function notesOf({ hertz, onOff }: Cadence): readonly Note[] {
  let at = 0;
  return onOff.flatMap((seconds, index) => {
    const note = { at, seconds, hertz };
    at += seconds;
    return index % 2 === 0 ? [note] : [];
  });
}

function network(tone: NetworkTone, plan: TonePlan): Score {
  const found = PLANS[plan][tone];
  const periodSeconds = found.onOff.reduce((sum, each) => sum + each, 0);
  // Once is enough to say that somebody called: the call that goes on matters more.
  return { periodSeconds, repeats: tone !== 'callWaiting', shape: 'sine', notes: notesOf(found) };
}

function bells(periodSeconds: number, ...notes: readonly (readonly [number, number, number])[]): Score {
  const found = notes.map(([at, seconds, hertz]) => ({ at, seconds, hertz: [hertz] }));
  return { periodSeconds, repeats: false, shape: 'bell', notes: found };
}

// Two rising fourths and their echo: "there, and back".
const RING = bells(3, [0, 0.5, 587.33], [0.18, 0.6, 783.99], [0.55, 0.5, 783.99], [0.73, 0.8, 1046.5]);

const OWN: Readonly<Record<Exclude<CallSound, NetworkTone>, Score>> = {
  ring: { ...RING, repeats: true },
  ringOnce: RING,
  callEnded: bells(1, [0, 0.25, 523.25], [0.14, 0.4, 392]),
  test: bells(1.5, [0, 0.5, 523.25], [0.25, 0.5, 659.26], [0.5, 0.9, 783.99]),
};

/** The score of a sound; network tones in the manner of a country. A key sounds for 120 ms. */
export function scoreOf(sound: CallSound | KeySound, plan: TonePlan): Score {
  if (typeof sound !== 'string') {
    const notes = [{ at: 0, seconds: 0.12, hertz: sound }];
    return { periodSeconds: 0.12, repeats: false, shape: 'sine', notes };
  }
  return sound in OWN ? OWN[sound as keyof typeof OWN] : network(sound as NetworkTone, plan);
}
