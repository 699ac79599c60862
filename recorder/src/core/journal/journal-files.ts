import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '@workcompanion/core/files/durable-folder';
import { isMissing } from '@workcompanion/core/files/system-error';

export const JOURNAL_FILE = 'journal.db';
/** A second name of SQLite's log, until everything readable in it is saved. */
export const UNREAD_FILE = 'journal-unread.wal';
/** The files that SQLite keeps beside the database. */
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
 * Replaces the damaged journal by the rebuilt one and keeps the damaged file aside. A kill may interrupt it
 * at any point; the next start goes on.
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

/** Removes old damaged files; the newest few stay for later examination. */
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
