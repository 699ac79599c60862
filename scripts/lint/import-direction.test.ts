import { expect, test } from 'vitest';
import { DIRECTIONS, wrongImports } from './import-direction.ts';

/** For each part, an import that is refused, named as a hurried person would name it. */
const REFUSED = {
  'core/': ['core/schedule/probe.ts', '../../db/client.ts'],
  'db/': ['db/queries/probe.ts', '@workcompanion/workers/job'],
  'workers/': ['workers/archive/probe.ts', '../../web/server/context.ts'],
  'recorder/': ['recorder/src/core/probe.ts', '../../../core/storage/blob-store.ts'],
  'verifier/': ['verifier/probe.ts', '@workcompanion/db/client'],
  'web/contract/': ['web/contract/probe.ts', '../../db/schema/users.ts'],
  'web/components/': ['web/components/probe.tsx', '../contract/people.ts'],
  'web/messages/': ['web/messages/en/probe.ts', '../../features/day/day-view.tsx'],
  'web/i18n/': ['web/i18n/probe.ts', '../server/context.ts'],
  'web/theme/': ['web/theme/probe.ts', '../components/card.tsx'],
  'web/features/': ['web/features/day/probe.tsx', '../../../db/schema/users.ts'],
  'web/server/': ['web/server/people/probe.ts', '../../../workers/job.ts'],
  'web/app/': ['web/app/probe.tsx', '@workcompanion/db/schema/users'],
  'web/': ['web/main.ts', './features/day/day-view.tsx'],
  'chaos/check/': ['chaos/check/probe.ts', '../main.ts'],
  'chaos/': ['chaos/probe.ts', '../web/server/context.ts'],
  'demo/': ['demo/probe.ts', '../web/server/context.ts'],
  'deploy/': ['deploy/probe.ts', '../db/client.ts'],
  'cluster/': ['cluster/probe.ts', '../web/server/context.ts'],
} as const;

test('each part has an import that is tried here', () => {
  expect(Object.keys(REFUSED)).toEqual(Object.keys(DIRECTIONS));
});

test.each(Object.entries(REFUSED))('%s does not import what lies beyond it', (_, [file, name]) => {
  for (const text of [
    `import { it } from '${name}';`,
    `import type { It } from '${name}';`,
    `export { it } from '${name}';`,
    `export const it = await import('${name}');`,
  ]) {
    expect(wrongImports({ file, text })).toHaveLength(1);
  }
});

test.each([
  ['web/server/people/probe.ts', '../../../db/schema/users.ts'],
  ['web/features/day/probe.tsx', '../../contract/people.ts'],
  ['workers/archive/probe.ts', '@workcompanion/core/storage/blob-store'],
  ['recorder/src/main/probe.ts', '../core/recorder.ts'],
  ['recorder/src/main/probe.ts', 'electron'],
])('%s may import %s', (file, name) => {
  expect(wrongImports({ file, text: `import { it } from '${name}';` })).toEqual([]);
});

test('a component that runs in a browser takes nothing of the server, even on a page', () => {
  const text = "'use client';\nimport { listPeople } from '../server/people/list-people.ts';";
  expect(wrongImports({ file: 'web/app/probe.tsx', text })).toHaveLength(1);
});

test('a test may set up the other side', () => {
  const text = "import { sealKey } from '../server/keys/seal-key.ts';";
  expect(wrongImports({ file: 'web/features/probe.test.ts', text })).toEqual([]);
});
