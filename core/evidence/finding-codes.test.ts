import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FINDINGS } from './finding-codes.ts';

it('documents every finding with its status, and no other', async () => {
  const text = await readFile(join(import.meta.dirname, '../../docs/evidence.md'), 'utf8');
  const told = [...text.matchAll(/^\| `([a-z-]+)` \| (\w+) \|/gm)].map(([, code, status]) => [
    code,
    status,
  ]);
  expect(Object.fromEntries(told)).toEqual(FINDINGS);
});
