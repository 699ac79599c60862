import { defineConfig } from '@playwright/test';

/** What records a real screen, or measures how soon a picture comes: never two of them at once. */
const FOOTAGE = [
  'any-player',
  'attack-watching',
  'cold-playback',
  'crash',
  'day-clock-change',
  'day-player',
  'evidence',
  'live',
  'policies',
  'purpose',
  'record-and-play',
  'releases',
  'restored-database',
  'windows-recorder',
].map((name) => `**/${name}.spec.ts`);

/** Two lanes, each with a browser and a portal of its own: one for footage, one for pages alone. */
export default defineConfig({
  testDir: 'web/e2e',
  workers: 2,
  fullyParallel: false,
  projects: [
    { name: 'footage', testMatch: FOOTAGE, workers: 1 },
    { name: 'pages', testMatch: '**/*.spec.ts', testIgnore: FOOTAGE, workers: 1 },
  ],
  // A real screen, encoder and browser share two cores: one more try tells a fault from a busy moment.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results/e2e',
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: 'retain-on-failure',
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
