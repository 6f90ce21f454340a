// Keeps a sum of voices below full scale without bending it: a compressor that does nothing below -6 dBFS, so that one voice is as loud in
// a mix as alone. It looks 6 ms ahead, which is all the delay it adds.
// Source: Web Audio 1.19 (DynamicsCompressorNode), with the gain that it makes up by itself taken back.

const THRESHOLD_DB = -6;
const RATIO = 20;
/** What full scale becomes, by the curve of a compressor without a knee; the node makes up this to the power of 0.6 (Web Audio 1.19.4). */
const FULL_SCALE_DB = THRESHOLD_DB - THRESHOLD_DB / RATIO;
const MADE_UP_DB = -FULL_SCALE_DB * 0.6;

/** Limits what `source` gives; returns the node that gives the rest. */
export function limiter(context: AudioContext, source: AudioNode): AudioNode {
  const compressor = new DynamicsCompressorNode(context, {
    threshold: THRESHOLD_DB,
    knee: 0,
    ratio: RATIO,
    attack: 0.001,
    release: 0.2,
  });
  const level = new GainNode(context, { gain: 10 ** (-MADE_UP_DB / 20) });
  return source.connect(compressor).connect(level);
}
