// What the tabs of one browser tell each other, by BroadcastChannel: pages of this origin alone hear it.
import { KEPT_KINDS, type KeptKind } from '../../storage/kept-kinds.ts';
import type { OtherTabs } from '../other-tabs.ts';

/** A tab of another version may say what this one does not know. */
function kindsOf(data: unknown): readonly KeptKind[] {
  return Array.isArray(data) ? KEPT_KINDS.filter((kind) => data.includes(kind)) : [];
}

export function browserTabs(): OtherTabs {
  const channel = new BroadcastChannel('bothways-forgotten');
  return {
    tellForgotten: (kinds) => {
      channel.postMessage(kinds);
    },
    onForgotten: (listener) => {
      channel.addEventListener('message', ({ data }) => {
        listener(kindsOf(data));
      });
    },
  };
}
