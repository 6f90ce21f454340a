// Whether sound surely passes: then the network is there, whatever the browser says of it.
import type { CallVitals } from '../../media/flow.ts';

/** True where packets arrive, or where the far side said that ours did. */
export function soundFlows({ youToThem, themToYou }: CallVitals): boolean {
  return themToYou.flow === 'flowing' || themToYou.flow === 'quiet' || youToThem.flow === 'flowing';
}
