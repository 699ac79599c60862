import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { audit as en } from '../../messages/en/audit.ts';
import { audit as zh } from '../../messages/zh-CN/audit.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const ACTION = /'([a-z]+(?:-[a-z]+)*)\.([a-z]+(?:-[a-z]+)*)'/g;

/** Every `noun.verb` in files that append to the audit log. */
async function actionsInCode(): Promise<string[]> {
  const found = new Set<string>();
  for (const folder of ['web/server', 'workers', 'db/queries']) {
    const files = await readdir(join(ROOT, folder), { recursive: true });
    for (const file of files) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.includes('node_modules')) {
        continue;
      }
      const text = await readFile(join(ROOT, folder, file), 'utf8');
      if (!text.includes('append-audit-entry')) continue;
      for (const [, noun, verb] of text.matchAll(ACTION)) found.add(`${noun}.${verb}`);
    }
  }
  return [...found].filter((action) => !action.endsWith('.ts'));
}

test('every action that is audited has its words in both languages', async () => {
  const actions = await actionsInCode();
  expect(actions.length).toBeGreaterThan(30);
  for (const words of [en.actions, zh.actions]) {
    const known = Object.entries(words).flatMap(([noun, verbs]) =>
      Object.keys(verbs).map((verb) => `${noun}.${verb}`),
    );
    expect(actions.filter((action) => !known.includes(action))).toEqual([]);
  }
});
