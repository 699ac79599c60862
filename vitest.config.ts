import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import './scripts/test/compile-cache.ts';

/** More than the smallest machine has cores: whoever waits for a recorder or an archive needs none. */
const WORKERS = Math.max(4, availableParallelism());

/** Whose tests start programs, take signals or change their own process: each file has a process of its own. */
const IN_A_PROCESS_OF_ITS_OWN = [
  'recorder',
  'workers',
  'scripts',
  'chaos',
  'cluster',
  'bench',
  'demo',
];

const test = ['**/*.test.ts', '**/*.test.tsx'];
const never = [...configDefaults.exclude, 'web/e2e/**', '**/.next/**', 'data/**'];
const apart = IN_A_PROCESS_OF_ITS_OWN.map((folder) => `${folder}/**`);

export default defineConfig({
  test: {
    globalSetup: ['db/testing/global-setup.ts'],
    pool: 'forks',
    maxWorkers: WORKERS,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: test,
          exclude: [...never, ...apart],
          // The portal's modules are loaded once a worker, not once a file: half of a small file's time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'apart',
          include: IN_A_PROCESS_OF_ITS_OWN.flatMap((folder) =>
            test.map((pattern) => `${folder}/${pattern}`),
          ),
          exclude: never,
        },
      },
    ],
  },
});
