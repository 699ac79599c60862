import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UPDATE_CODES } from '@workcompanion/core/releases/update-report';
import { expect, it } from 'vitest';

const UPDATER = join(import.meta.dirname, '../../../installer/updater');
/** As its files say a code: of a refusal, of a failure, of an end, or of a statement that is none. */
const SAID = [
  /\b(?:refuse|fail)\("([a-z-]+)"\)/g,
  /\bconclude\(now, "[a-z-]+", "([a-z-]+)"\)/g,
  /\? "([a-z-]+)" : code/g,
  /\bBAD\[\] = "([a-z-]+)"/g,
  /\bNULL : "([a-z-]+)"/g,
  /\.code = "([a-z-]+)"/g,
];

async function saidByUpdater(): Promise<Set<string>> {
  const names = (await readdir(UPDATER)).filter((name) => name.endsWith('.c'));
  const texts = await Promise.all(names.map((name) => readFile(join(UPDATER, name), 'utf8')));
  return new Set(
    SAID.flatMap((form) => [...texts.join('\n').matchAll(form)].map(([, code = '']) => code)),
  );
}

it('every code that the updater’s source says is one that the portal has words for', async () => {
  const said = await saidByUpdater();
  expect(said.size).toBeGreaterThan(15);
  const known: ReadonlySet<string> = new Set(UPDATE_CODES);
  expect([...said].filter((code) => !known.has(code))).toEqual([]);
});
