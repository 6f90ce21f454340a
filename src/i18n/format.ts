// Numbers as the person's language writes them.

/** The region whose customs the person's browser follows. */
function regionOf(language: string): string | undefined {
  try {
    return new Intl.Locale(language).maximize().region;
  } catch {
    return undefined; // no language tag: none that is known
  }
}

let shown: readonly [page: string, browser: string, locale: string] | undefined;

/** The language of the page as it is written where the person is: 12 or 24 hours and the order of a date are the region's. */
function locale(): string {
  const page = document.documentElement.lang || 'en';
  const { language } = navigator;
  if (shown?.[0] === page && shown[1] === language) return shown[2];
  const region = regionOf(language);
  const name = page.includes('-') || region === undefined ? page : `${page}-${region}`;
  shown = [page, language, name];
  return name;
}

const made = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

/** A formatter that is made once a language: making one takes longer than a hundred uses, and a list uses hundreds. */
export function kept<T extends Intl.DateTimeFormat | Intl.NumberFormat>(
  name: string,
  make: (language: string) => T,
): T {
  const key = `${name} ${locale()}`;
  const formatter = (made.get(key) as T | undefined) ?? make(locale());
  made.set(key, formatter);
  return formatter;
}

/** A formatter of numbers; `name` tells it from others. */
export function numbers(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(name, (language) => new Intl.NumberFormat(language, options));
}

/** A whole number. */
export function formatNumber(value: number): string {
  return numbers('whole', { maximumFractionDigits: 0 }).format(value);
}

/** A ratio of 0 to 1 as percent. */
export function formatPercent(ratio: number): string {
  return numbers('percent', { style: 'percent', maximumFractionDigits: 1 }).format(ratio);
}

/** A mean opinion score, with one decimal. */
export function formatMos(mos: number): string {
  return numbers('mos', { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(mos);
}

/** A bit rate with its unit. */
export function formatBitrate(kilobitsPerSecond: number): string {
  const unit = { style: 'unit', unit: 'kilobit-per-second', maximumFractionDigits: 0 } as const;
  return numbers('bitrate', unit).format(kilobitsPerSecond);
}

/** Milliseconds with their unit. */
export function formatMilliseconds(value: number): string {
  const unit = { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 } as const;
  return numbers('milliseconds', unit).format(value);
}
