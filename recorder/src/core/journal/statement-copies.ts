import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '@workcompanion/core/files/durable-folder';
import { isDiskFullError } from '@workcompanion/core/files/system-error';
import type { Database } from 'better-sqlite3';

const SUFFIX = '.statement';

/** The name of a statement's copy beside the segment's file, by which both can be uploaded without the journal. */
export function statementCopyName(file: string): string {
  return `${file}${SUFFIX}`;
}

/** Writes a copy, which is on the medium when this settles. */
export async function keepStatementCopy(path: string, statement: string): Promise<void> {
  const copy = await open(path, 'w', 0o600);
  try {
    await copy.writeFile(statement);
    await copy.sync();
  } finally {
    await copy.close();
  }
}

/** Reads all copies in the folder; a torn one does not verify later. */
export async function readStatementCopies(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(SUFFIX));
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}

/** Writes copies that are missing after a kill. A full disk leaves that to another start. */
export async function completeStatementCopies(folder: string, database: Database): Promise<void> {
  const names = new Set(await readdir(folder));
  const waiting = database
    .prepare<[], { file: string; statement: string }>(
      'select file, statement from journal where status in (0, 2) and file is not null',
    )
    .all();
  const lacking = waiting.filter(
    ({ file }) => names.has(file) && !names.has(statementCopyName(file)),
  );
  try {
    for (const { file, statement } of lacking) {
      await writeFile(join(folder, statementCopyName(file)), statement, { mode: 0o600 });
    }
  } catch (error) {
    if (!isDiskFullError(error)) throw error;
  }
  if (lacking.length > 0) await syncFolder(folder);
}
