import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../files/durable-files.ts';
import { isMissing } from '../files/system-error.ts';

export const JOURNAL_FILE = 'journal.db';
/** A second name of SQLite's log, until what can be read of it is saved. */
export const UNREAD_FILE = 'journal-unread.wal';
/** SQLite's own, beside the database. */
const COMPANIONS = ['', '-wal', '-shm'] as const;
const REBUILT = /^journal-rebuilt-(.+)\.db$/;
const DAMAGED = /^journal-damaged-(.+)\.db/;
/** How many damaged files are kept: the newest ones. */
const KEPT = 3;

/** "2026-11-24T09-12-07-123Z": a name on every file system. */
export function stampOf(utcMicros: number): string {
  return new Date(utcMicros / 1000).toISOString().replaceAll(/[:.]/g, '-');
}

export function damagedName(stamp: string): string {
  return `journal-damaged-${stamp}.db`;
}

export function rebuiltName(stamp: string): string {
  return `journal-rebuilt-${stamp}.db`;
}

/**
 * Puts a rebuilt journal that is whole into the place of the damaged one, which is kept aside. May be
 * cut short at any point, and goes on at the next start.
 */
export async function finishRebuild(folder: string): Promise<void> {
  const names = await readdir(folder);
  const [rebuilt, stamp] = names.flatMap((name) => [...(REBUILT.exec(name) ?? [])]);
  if (rebuilt === undefined || stamp === undefined) return;
  for (const companion of COMPANIONS) {
    await moveIfThere(
      join(folder, `${JOURNAL_FILE}${companion}`),
      join(folder, `${damagedName(stamp)}${companion}`),
    );
  }
  await syncFolder(folder);
  await rename(join(folder, rebuilt), join(folder, JOURNAL_FILE));
  await syncFolder(folder);
  await removeOldDamaged(folder);
}

/** The newest few stay, for whoever wants to look. */
export async function removeOldDamaged(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => DAMAGED.test(name));
  const stamps = [...new Set(names.map((name) => DAMAGED.exec(name)?.[1]))].sort();
  const old = new Set(stamps.slice(0, -KEPT));
  for (const name of names) {
    if (old.has(DAMAGED.exec(name)?.[1])) await rm(join(folder, name), { force: true });
  }
}

async function moveIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
