// Port: what the tabs of one browser tell each other. They share what is kept, so what one deletes no other may write back.
import type { KeptKind } from '../storage/kept-kinds.ts';

export interface OtherTabs {
  /** These kinds are being deleted: let go of them. */
  tellForgotten(kinds: readonly KeptKind[]): void;
  onForgotten(listener: (kinds: readonly KeptKind[]) => void): void;
}
