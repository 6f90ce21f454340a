// How long DTMF tones last, and the gaps behind them. Apart from the tones, since the settings need nothing else before a call.

/** Length of one tone and of the gap behind it, in milliseconds within `TONE_BOUNDS`. */
export interface ToneTimes {
  readonly toneMs: number;
  readonly gapMs: number;
}

export const DEFAULT_TONE_TIMES: ToneTimes = { toneMs: 120, gapMs: 70 };

/** What a browser takes, in milliseconds (W3C webrtc 7.2, insertDTMF). */
export const TONE_BOUNDS = { toneMs: [40, 6000], gapMs: [30, 6000] } as const;
