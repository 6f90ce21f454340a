// Times as the person's browser writes them, whatever it calls its language.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { formatTime } from '../../../src/i18n/format-time.ts';

const NOON_AND_MORE = Date.UTC(2026, 10, 26, 12, 19);

function speaks(language: string): void {
  vi.stubGlobal('navigator', { language });
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the time of day', () => {
  it.each([
    ['en-GB', /^\d\d:19$/u],
    ['de-DE', /^\d\d:19$/u],
    ['en-US', /^\d{1,2}:19\s[AP]M$/u],
  ])('is written as %s writes it', (language, written) => {
    speaks(language);
    expect(formatTime(NOON_AND_MORE)).toMatch(written);
  });

  it.each(['C', '', 'not a language'])('is written for a browser that calls its language %j', (language) => {
    speaks(language);
    expect(formatTime(NOON_AND_MORE)).toContain(':19');
  });
});
