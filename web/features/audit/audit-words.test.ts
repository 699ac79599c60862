import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { audit as en } from '../../messages/en/audit.ts';
import { audit as zh } from '../../messages/zh-CN/audit.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const ACTION = /'([a-z]+(?:-[a-z]+)*)\.([a-z]+(?:-[a-z]+)*)'/g;

/** What an entry is about, `noun:id`, as files that append to the audit log name it. */
const SUBJECT = /[`']([a-z]+(?:-[a-z]+)*):(?:\$\{|([a-z]+)')/g;

/** The text of every file that appends to the audit log. */
async function auditingFiles(): Promise<string[]> {
  const found: string[] = [];
  for (const folder of ['web/server', 'workers', 'db/queries']) {
    const files = await readdir(join(ROOT, folder), { recursive: true });
    for (const file of files) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.includes('node_modules')) {
        continue;
      }
      const text = await readFile(join(ROOT, folder, file), 'utf8');
      if (text.includes('append-audit-entry')) found.push(text);
    }
  }
  return found;
}

test('every action that is audited has its words in both languages', async () => {
  const actions = (await auditingFiles())
    .flatMap((text) => [...text.matchAll(ACTION)].map(([, noun, verb]) => `${noun}.${verb}`))
    .filter((action) => !action.endsWith('.ts'));
  expect(new Set(actions).size).toBeGreaterThan(30);
  for (const words of [en.actions, zh.actions]) {
    const known = Object.entries(words).flatMap(([noun, verbs]) =>
      Object.keys(verbs).map((verb) => `${noun}.${verb}`),
    );
    expect(actions.filter((action) => !known.includes(action))).toEqual([]);
  }
});

test('whatever an entry is about has a word in both languages, or a name if there is only one', async () => {
  const subjects = (await auditingFiles()).flatMap((text) =>
    text
      .split('\n')
      .filter((line) => line.includes('subject'))
      .flatMap((line) => [...line.matchAll(SUBJECT)]),
  );
  expect(subjects.length).toBeGreaterThan(50);
  for (const { things, objects } of [en, zh]) {
    const only: Readonly<Record<string, Readonly<Record<string, string>>>> = objects;
    const unnamed = subjects.filter(([, kind = '', id]) =>
      id === undefined ? !(kind in things) : only[kind]?.[id] === undefined,
    );
    expect(unnamed.map(([subject]) => subject)).toEqual([]);
  }
});
