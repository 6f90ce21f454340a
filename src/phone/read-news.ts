// Parses what another window says. A window of another version may send what this one does not know; that is ignored.
import { KEPT_KINDS } from '../storage/kept-kinds.ts';
import { readHistory } from '../storage/read-records.ts';
import type { Ring, TabNews } from './other-tabs.ts';

const RINGS = ['began', 'taken', 'ended', 'left'] as const;

type Unread = Readonly<Record<string, unknown>>;

const isUnread = (data: unknown): data is Unread => typeof data === 'object' && data !== null;
const listOf = (data: unknown): readonly unknown[] => (Array.isArray(data) ? data : []);

function ringOf(data: unknown): Ring | undefined {
  if (!isUnread(data)) return undefined;
  const { id, account, caller } = data;
  if (typeof id !== 'string' || typeof account !== 'string' || typeof caller !== 'string') return undefined;
  return { id, account, caller };
}

/** The news in a message, as far as it is any. */
export function readNews(data: unknown): TabNews | undefined {
  if (!isUnread(data)) return undefined;
  switch (data['kind']) {
    case 'forgotten': {
      const kinds = listOf(data['kinds']);
      return { kind: 'forgotten', kinds: KEPT_KINDS.filter((kind) => kinds.includes(kind)) };
    }
    case 'accountGone': {
      const { accountId } = data;
      return typeof accountId === 'string' ? { kind: 'accountGone', accountId } : undefined;
    }
    case 'history': {
      const removed = listOf(data['removed']).filter((id) => typeof id === 'string');
      return { kind: 'history', put: readHistory(listOf(data['put'])), removed };
    }
    case 'ring': {
      const [what, ring] = [RINGS.find((each) => each === data['what']), ringOf(data['ring'])];
      return what === undefined || ring === undefined ? undefined : { kind: 'ring', what, ring };
    }
    default:
      return undefined;
  }
}
