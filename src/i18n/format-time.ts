// Durations, days and times as the person's language writes them.
import { msg, str } from '@lit/localize';
import { kept, numbers } from './format.ts';

type HourCycle = 'h11' | 'h12' | 'h23' | 'h24';

interface Hours {
  readonly hourCycle?: HourCycle;
}

let hoursShown: readonly [browser: string, hours: Hours] | undefined;

/** 12 or 24 hours, as the language of the browser has it: a page language that nobody writes in that region knows no better. */
function hours(): Hours {
  const { language } = navigator;
  if (hoursShown?.[0] === language) return hoursShown[1];
  const found = hoursOf(language);
  hoursShown = [language, found];
  return found;
}

function hoursOf(language: string): Hours {
  try {
    const { hourCycle } = new Intl.DateTimeFormat(language, { hour: 'numeric' }).resolvedOptions();
    return hourCycle === undefined ? {} : { hourCycle };
  } catch {
    return {}; // no language tag (WebKit without one says "C"): the page's own way
  }
}

function dates(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(name, (language) => new Intl.DateTimeFormat(language, options));
}

/** A running time as a clock shows it: `0:07`, `12:40`, `1:02:09`. */
export function formatTimer(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = numbers('two', { minimumIntegerDigits: 2 });
  const plain = numbers('plain', { useGrouping: false });
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const tail = two.format(whole % 60);
  return hours > 0
    ? `${plain.format(hours)}:${two.format(minutes)}:${tail}`
    : `${plain.format(minutes)}:${tail}`;
}

/** A duration in words: `7 sec`, `2 min 5 sec`, `1 hr 2 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(whole / 3600), 'hour'],
    [Math.floor(whole / 60) % 60, 'minute'],
    [whole % 60, 'second'],
  ];
  const first = Math.max(
    0,
    parts.findIndex(([amount]) => amount > 0),
  );
  const shown = whole === 0 ? parts.slice(2) : parts.slice(first, first + 2).filter(([amount]) => amount > 0);
  return shown.map(([amount, unit]) => numbers(unit, { style: 'unit', unit }).format(amount)).join(' ');
}

/** The time of day. */
export function formatTime(atMs: number): string {
  return dates('short', { timeStyle: 'short', ...hours() }).format(atMs);
}

function dayNumber(atMs: number): number {
  const day = new Date(atMs);
  return Math.round(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate()) / 86_400_000);
}

/** The day: `Today`, `Yesterday`, or its date. */
export function formatDay(atMs: number, nowMs: number): string {
  const ago = dayNumber(nowMs) - dayNumber(atMs);
  if (ago === 0) return msg('Today');
  if (ago === 1) return msg('Yesterday');
  const day = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const isThisYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
  return (isThisYear ? dates('day', day) : dates('day and year', { ...day, year: 'numeric' })).format(atMs);
}

/** A short moment for a list: the time today, else the day. */
export function formatMoment(atMs: number, nowMs: number): string {
  const time = formatTime(atMs);
  const day = formatDay(atMs, nowMs);
  return dayNumber(nowMs) === dayNumber(atMs) ? time : msg(str`${day}, ${time}`);
}

/** The time of day to the millisecond. */
export function formatExactTime(atMs: number): string {
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  return dates('exact', { ...parts, ...hours(), fractionalSecondDigits: 3 }).format(atMs);
}

/** How much later something came, in seconds to the millisecond: `+0.412s`. */
export function formatLater(offsetMs: number): string {
  const unit = { style: 'unit', unit: 'second', unitDisplay: 'narrow', signDisplay: 'always' } as const;
  const three = { minimumFractionDigits: 3, maximumFractionDigits: 3 } as const;
  return numbers('later', { ...unit, ...three }).format(offsetMs / 1000);
}
