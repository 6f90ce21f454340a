// Two numbers in one run of digits are found by their shape, and parted: nothing that could be two is ever dialled as one.
import { keysOf, type Group } from './number-runs.ts';

/** As many digits can stand alone as a subscriber's number. */
const WHOLE = 7;
/** A number in international form (E.164): fifteen digits at most, and so many before another could begin. */
const MOST_INTERNATIONAL = 15;

const digits = (groups: readonly Group[]): number => keysOf(groups).replace(/\D/gu, '').length;
const isHard = ({ before }: Group): boolean => /\/|\s-+\s/u.test(before);

/** Parts of a run, each a number of its own; `alternates`: the last digits of the number before, written anew (`555 0100/01`). */
export interface Parts {
  readonly numbers: readonly (readonly Group[])[];
  readonly alternates: boolean;
}

/** Digits after which another number may begin: more where a country or an area stands before them. */
function wholeAfter(left: readonly Group[]): number {
  const keys = keysOf(left);
  if (keys.startsWith('+') || keys.startsWith('00')) return 9;
  return keys.startsWith('0') || left[0]?.before.endsWith('(') === true ? 8 : WHOLE;
}

const isInternational = (groups: readonly Group[]): boolean => /^(?:\+|00)/u.test(keysOf(groups));

/** Whether another number begins at `group`, behind `left`. */
function beginsAnother(left: readonly Group[], right: readonly Group[]): boolean {
  const [group] = right;
  const before = digits(left);
  if (group === undefined || before === 0) return false;
  if (group.keys.startsWith('+')) return !/^0*$/u.test(keysOf(left));
  if (isHard(group)) {
    const hard = right.findIndex((other, index) => index > 0 && isHard(other));
    const chunk = hard < 0 ? right : right.slice(0, hard);
    const after = digits(chunk);
    const isTwin = before === after && before >= 3 && !/^[0+]/u.test(keysOf(left));
    return isTwin || (before >= WHOLE && after >= WHOLE) || (before >= 5 && isInternational(chunk));
  }
  const isLong = digits(left.slice(-1)) >= WHOLE && digits([group]) >= WHOLE;
  const opensArea =
    group.before.trimEnd().endsWith('(') && before >= wholeAfter(left) && digits(right) >= WHOLE;
  return isLong || opensArea;
}

/** Where a run is one shape written twice (`555 0100 555 0101`), half of it; 0 where it is not. */
function half(groups: readonly Group[]): number {
  const middle = groups.length / 2;
  if (groups.length < 4 || !Number.isInteger(middle) || keysOf(groups).startsWith('+')) return 0;
  const lengths = groups.map((group) => digits([group]));
  const isTwice = lengths.slice(0, middle).every((length, index) => length === lengths[index + middle]);
  return isTwice && digits(groups.slice(0, middle)) >= WHOLE ? middle : 0;
}

/** Too long for any one number, though written in groups: cut where both parts are alike. */
function middleOf(groups: readonly Group[]): number {
  const all = digits(groups);
  if (all <= MOST_INTERNATIONAL + 3) return 0;
  return groups.findIndex((_, index) => digits(groups.slice(0, index)) * 2 === all);
}

/** Alternates of the last digits: `555 0100/01`, `555 0100 / 0101`. */
function endsInAlternates(groups: readonly Group[]): number {
  const at = groups.length - 1;
  const left = groups.slice(0, at);
  const last = groups[at];
  // `02-123-4567~8`, too, as in Korea and Japan.
  if (last === undefined || !/[/~]/u.test(last.before)) return -1;
  const length = digits([last]);
  return digits(left) >= wholeAfter(left) && length > 0 && length < WHOLE ? at : -1;
}

function alternatesOf(groups: readonly Group[], at: number): readonly (readonly Group[])[] {
  const left = groups.slice(0, at);
  const last = groups[at]?.keys ?? '';
  const renewed = keysOf(left).slice(0, -last.length) + last;
  return [left, [{ keys: renewed, before: '' }], groups];
}

/** Parts a run where another number begins. */
export function partsOf(groups: readonly Group[]): Parts {
  // A feature code (`**21*+49...#`) is one, whatever stands in it.
  if (/^[*#]/u.test(keysOf(groups))) return { numbers: [groups], alternates: false };
  const cut = half(groups) || Math.max(0, middleOf(groups));
  if (cut > 0) return { numbers: [groups.slice(0, cut), groups.slice(cut)], alternates: false };
  const numbers: Group[][] = [];
  for (const [index, group] of groups.entries()) {
    const left = numbers.at(-1);
    if (left === undefined || beginsAnother(left, groups.slice(index))) numbers.push([group]);
    else left.push(group);
  }
  const [only] = numbers;
  const at = numbers.length === 1 && only !== undefined ? endsInAlternates(only) : -1;
  if (at > 0) return { numbers: alternatesOf(groups, at), alternates: true };
  return { numbers, alternates: false };
}
