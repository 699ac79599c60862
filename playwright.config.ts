import { defineConfig } from '@playwright/test';
import './scripts/test/compile-cache.ts';

/**
 * Two lanes side by side, each with one browser and one portal: what records a real screen mostly waits
 * for it, and the machine's cores, which are few, meanwhile serve the pages.
 */
export default defineConfig({
  testDir: 'web/e2e',
  workers: 2,
  fullyParallel: false,
  projects: [
    {
      name: 'screens',
      testMatch: 'screens/*.spec.ts',
      workers: 1,
    },
    {
      name: 'pages',
      testMatch: '*.spec.ts',
      testIgnore: 'screens/**',
      workers: 1,
    },
  ],
  // A real screen, encoder and browser share two cores: one more try tells a fault from a busy moment.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results/e2e',
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: process.env['CI'] ? 'on-first-retry' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
