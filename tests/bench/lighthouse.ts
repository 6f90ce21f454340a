// Lighthouse 12 on the built app as the demo serves it, with this machine's Chromium: as a phone and as a desktop.
import { chromium } from '@playwright/test';
import lighthouse, { desktopConfig } from 'lighthouse';
import { findChromium } from '../../scripts/lib/chromium.mjs';
import { startDemo } from '../e2e/support/demo.ts';
import type { Result } from './result.ts';

const DEBUG_PORT = 9333;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;

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
  const paint = { value: audits['largest-contentful-paint']?.numericValue ?? NaN, unit: 'ms' };
  return [...scores, { what: `Lighthouse ${look}: largest contentful paint`, ...paint }];
}

export async function measure(): Promise<readonly Result[]> {
  const demo = await startDemo();
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', `--remote-debugging-port=${String(DEBUG_PORT)}`],
  });
  try {
    return [...(await audit(demo.origin, 'phone')), ...(await audit(demo.origin, 'desktop'))];
  } finally {
    await browser.close();
    await demo.stop();
  }
}
