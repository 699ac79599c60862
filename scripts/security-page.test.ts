import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const NAMED = /`([\w./-]+\.(?:test|spec)\.ts)`((?:,? "[^"]+")+)/g;

const page = await readFile(join(ROOT, 'docs/security.md'), 'utf8');
/** Rows of the tables of attacks: who, what for, what stops it, where it is seen, which test makes it. */
const attacks = page
  .split('\n')
  .filter((line) => line.split(' | ').length === 5)
  .filter((line) => !/^\| (attacker|-)/.test(line));

describe('each attack of the page on security', () => {
  test.each(attacks)('%s', async (row) => {
    const named = [...row.matchAll(NAMED)];
    if (row.endsWith('left to trust |')) return;
    expect(named).not.toEqual([]);
    for (const [, file = '', names = ''] of named) {
      const source = await readFile(join(ROOT, file), 'utf8');
      for (const [, name = ''] of names.matchAll(/"([^"]+)"/g)) expect(source).toContain(name);
    }
  });

  test('is found in the tables', () => expect(attacks.length).toBeGreaterThanOrEqual(40));
});
