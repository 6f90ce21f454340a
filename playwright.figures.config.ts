// Figures and recordings of the lab: what is run when somebody wants to know, not in every test run.
import { defineConfig } from '@playwright/test';
import lab from './playwright.lab.config.ts';

export default defineConfig(lab, {
  testDir: 'tests/lab/figures',
  testMatch: '**/*.figures.ts',
  outputDir: 'test-results/figures',
  timeout: 30 * 60_000,
});
