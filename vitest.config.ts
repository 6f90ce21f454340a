import { defineConfig } from 'vitest/config';
import { playwright } from '@vitest/browser-playwright';
import { chromiumArguments, findChromium } from './scripts/lib/chromium.mjs';

export default defineConfig({
  test: {
    silent: 'passed-only',
    // every page of a test says it once; it says nothing about the tests
    onConsoleLog: (line) => !line.includes('Lit is in dev mode'),
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/unit/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        // needs root on Linux; one lab at a time on a machine
        test: {
          name: 'lab',
          environment: 'node',
          include: ['tests/lab/**/*.lab.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // bundled beforehand: a dependency that Vite meets during a test reloads the page
        optimizeDeps: {
          include: [
            '@lit/context',
            '@lit/localize',
            'axe-core',
            'lit',
            'lit/decorators.js',
            'lit/directives/*.js',
          ],
        },
        test: {
          name: 'component',
          include: ['tests/component/**/*.test.ts'],
          testTimeout: 30_000,
          // the first test of a file loads the screens, and a machine may be busy
          expect: { poll: { timeout: 5000 } },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath: findChromium() ?? '',
                args: [...chromiumArguments, '--js-flags=--expose-gc'],
              },
              contextOptions: { permissions: ['microphone'] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
