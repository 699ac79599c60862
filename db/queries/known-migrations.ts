import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const Journal = z.object({ entries: z.array(z.object({ tag: z.string() })) });

/** The migrations that this version of the code comes with, the oldest first. */
export async function knownMigrations(): Promise<readonly string[]> {
  const path = new URL('../migrations/meta/_journal.json', import.meta.url);
  return Journal.parse(JSON.parse(await readFile(path, 'utf8'))).entries.map(({ tag }) => tag);
}
