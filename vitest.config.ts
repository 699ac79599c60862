import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** More than the smallest machine has cores: whoever waits for a recorder or an archive needs none. */
const WORKERS = Math.max(4, availableParallelism());

export default defineConfig({
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: [...configDefaults.exclude, 'web/e2e/**', '**/.next/**', 'data/**'],
    globalSetup: ['db/testing/global-setup.ts'],
    pool: 'forks',
    maxWorkers: WORKERS,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
