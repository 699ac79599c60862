import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { WorkerEnv } from './env.ts';

it('lists each setting of the workers in .env.example', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const listed = new Set(
    [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name),
  );
  expect(Object.keys(WorkerEnv.shape).filter((name) => !listed.has(name))).toEqual([]);
});
