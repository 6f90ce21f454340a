// The lab's cells: the built app in real browsers behind real NATs, against the servers of deploy/. One worker: there is one lab.
import { defineConfig } from '@playwright/test';

const jsonReport = process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'];

export default defineConfig({
  testDir: 'tests/lab/cells',
  testMatch: '**/*.lab.ts',
  globalSetup: './tests/lab/support/global-setup.ts',
  outputDir: 'test-results/lab',
  forbidOnly: process.env['CI'] === 'true',
  // As in the end-to-end tests: only where nobody watches, and what passes at the second try shows as flaky.
  retries: process.env['CI'] === 'true' ? 1 : 0,
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: jsonReport === undefined ? [['list']] : [['list'], ['json', { outputFile: jsonReport }]],
  use: { actionTimeout: 15_000 },
});
