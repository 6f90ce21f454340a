// Faults inside a page, as acts of a test.
import type { Page } from '@playwright/test';
import type { PageFaults } from './hooks.ts';

interface Scope {
  readonly faultsOfThePage: PageFaults;
}

export const pausePlayback = (page: Page): Promise<void> =>
  page.evaluate(() => (globalThis as unknown as Scope).faultsOfThePage.pause());

export const loseSink = (page: Page): Promise<void> =>
  page.evaluate(() => (globalThis as unknown as Scope).faultsOfThePage.loseSink());

export const endMicrophone = (page: Page, unplugged: boolean): Promise<void> =>
  page.evaluate(
    (isUnplugged) => (globalThis as unknown as Scope).faultsOfThePage.endTrack(isUnplugged),
    unplugged,
  );

export const shutMicrophoneOff = (page: Page, isOff: boolean): Promise<void> =>
  page.evaluate((off) => (globalThis as unknown as Scope).faultsOfThePage.shutOff(off), isOff);
