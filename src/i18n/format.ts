// Numbers, durations, days and times as the person's language writes them.
import { msg, str } from '@lit/localize';

function locale(): string {
  return document.documentElement.lang || 'en';
}

/** A whole number. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 0 }).format(value);
}

/** A ratio of 0 to 1 as percent. */
export function formatPercent(ratio: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 1 }).format(ratio);
}

/** A mean opinion score, with one decimal. */
export function formatMos(mos: number): string {
  return new Intl.NumberFormat(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(mos);
}

/** A bit rate with its unit. */
export function formatBitrate(kilobitsPerSecond: number): string {
  const unit = { style: 'unit', unit: 'kilobit-per-second', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(locale(), unit).format(kilobitsPerSecond);
}

/** Milliseconds with their unit. */
export function formatMilliseconds(value: number): string {
  const unit = { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(locale(), unit).format(value);
}

/** A running time as a clock shows it: `0:07`, `12:40`, `1:02:09`. */
export function formatTimer(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = new Intl.NumberFormat(locale(), { minimumIntegerDigits: 2 });
  const plain = new Intl.NumberFormat(locale(), { useGrouping: false });
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
  return shown
    .map(([amount, unit]) => new Intl.NumberFormat(locale(), { style: 'unit', unit }).format(amount))
    .join(' ');
}

/** The time of day. */
export function formatTime(atMs: number): string {
  return new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(atMs);
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
  const year =
    new Date(atMs).getFullYear() === new Date(nowMs).getFullYear() ? {} : { year: 'numeric' as const };
  return new Intl.DateTimeFormat(locale(), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...year,
  }).format(atMs);
}

/** A short moment for a list: the time today, else the day. */
export function formatMoment(atMs: number, nowMs: number): string {
  const time = formatTime(atMs);
  const day = formatDay(atMs, nowMs);
  return dayNumber(nowMs) === dayNumber(atMs) ? time : msg(str`${day}, ${time}`);
}

const made = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

/** A formatter that is made once a language: a trace shows hundreds of times. */
function kept<T extends Intl.DateTimeFormat | Intl.NumberFormat>(
  name: string,
  make: (language: string) => T,
): T {
  const key = `${name} ${locale()}`;
  const formatter = (made.get(key) as T | undefined) ?? make(locale());
  made.set(key, formatter);
  return formatter;
}

/** The time of day to the millisecond. */
export function formatExactTime(atMs: number): string {
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  const make = (language: string): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(language, { ...parts, fractionalSecondDigits: 3 });
  return kept('time', make).format(atMs);
}

/** How much later something came, in seconds to the millisecond: `+0.412s`. */
export function formatLater(offsetMs: number): string {
  const unit = { style: 'unit', unit: 'second', unitDisplay: 'narrow', signDisplay: 'always' } as const;
  const make = (language: string): Intl.NumberFormat =>
    new Intl.NumberFormat(language, { ...unit, minimumFractionDigits: 3, maximumFractionDigits: 3 });
  return kept('later', make).format(offsetMs / 1000);
}
