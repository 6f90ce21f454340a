// Port: what the windows of one browser tell each other. They share what is kept, and a call to their account rings in all of them.
import type { KeptKind } from '../storage/kept-kinds.ts';
import type { HistoryChange } from './history.ts';

/** A call that rings in one window. */
export interface Ring {
  /** Of this window alone. */
  readonly id: string;
  /** Whom it calls: `user@domain`. */
  readonly account: string;
  /** SIP URI of the caller. */
  readonly caller: string;
}

export type TabNews =
  /** These kinds are being deleted: let go of them. */
  | { readonly kind: 'forgotten'; readonly kinds: readonly KeptKind[] }
  /** One account signed out, and what is kept of it is deleted. */
  | { readonly kind: 'accountGone'; readonly accountId: string }
  /** The kept history was changed. */
  | ({ readonly kind: 'history' } & Pick<HistoryChange, 'put' | 'removed'>)
  /** `taken`: somebody answered or declined it there; `left`: that window was closed while it rang. */
  | { readonly kind: 'ring'; readonly what: 'began' | 'taken' | 'ended' | 'left'; readonly ring: Ring };

export interface OtherTabs {
  tell(news: TabNews): void;
  onNews(listener: (news: TabNews) => void): void;
}
