// Lighthouse 12 on the built app as the demo serves it, with this machine's Chromium: as a phone and as a desktop.
// One run says little on a busy machine: each figure is the median of several.
import { chromium } from '@playwright/test';
import lighthouse, { desktopConfig } from 'lighthouse';
import { findChromium } from '../../scripts/lib/chromium.mjs';
import { startDemo } from '../e2e/support/demo.ts';
import { median, type Result } from './result.ts';

const DEBUG_PORT = 9333;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;

const RUNS = 3;
const PAINTS = [
  ['first-contentful-paint', 'first contentful paint', 'ms'],
  ['largest-contentful-paint', 'largest contentful paint', 'ms'],
  ['total-blocking-time', 'total blocking time', 'ms'],
  ['cumulative-layout-shift', 'cumulative layout shift', ''],
] as const;

async function audit(url: string, look: 'phone' | 'desktop'): Promise<readonly Result[]> {
  const flags = { port: DEBUG_PORT, onlyCategories: [...CATEGORIES], logLevel: 'error' as const };
  const outcome = await lighthouse(url, flags, look === 'desktop' ? desktopConfig : undefined);
  if (outcome === undefined) throw new Error('Lighthouse gave no result');
  const { categories, audits } = outcome.lhr;
  const scores = CATEGORIES.map((name) => ({
    what: `Lighthouse ${look}: ${name}`,
    value: Math.round((categories[name]?.score ?? 0) * 100),
    unit: 'of 100',
  }));
  const paints = PAINTS.map(([id, words, unit]) => ({
    what: `Lighthouse ${look}: ${words}`,
    value: audits[id]?.numericValue ?? NaN,
    unit,
  }));
  return [...scores, ...paints];
}

async function auditOften(url: string, look: 'phone' | 'desktop'): Promise<readonly Result[]> {
  const runs: (readonly Result[])[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await audit(url, look));
  return (runs[0] ?? []).map((first, at) => ({
    ...first,
    value: median(runs.map((results) => Number(results[at]?.value))),
  }));
}

export async function measure(): Promise<readonly Result[]> {
  const demo = await startDemo();
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', `--remote-debugging-port=${String(DEBUG_PORT)}`],
  });
  try {
    return [...(await auditOften(demo.origin, 'phone')), ...(await auditOften(demo.origin, 'desktop'))];
  } finally {
    await browser.close();
    await demo.stop();
  }
}
