// Whether sound certainly flows. If so, the network is there, even if the browser says that the device is offline.
import type { CallVitals } from '../../media/flow.ts';

/** True where packets arrive, or where the far side said that ours did. */
export function soundFlows({ youToThem, themToYou }: CallVitals): boolean {
  return themToYou.flow === 'flowing' || themToYou.flow === 'quiet' || youToThem.flow === 'flowing';
}
