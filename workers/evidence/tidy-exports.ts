import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ExportId } from '@workcompanion/core/ids';
import { systemErrorCode } from '@workcompanion/core/storage/system-error';
import type { Db } from '@workcompanion/db/client';
import { exports } from '@workcompanion/db/schema/exports';
import { inArray } from 'drizzle-orm';
import { workFolder } from './work-folder.ts';

/** "EXPORT.zip.sealed", and in the work folder "EXPORT.LEASE". */
const PACKAGE = /^([0-9a-f-]{36})\.zip\.sealed$/;
const WORK = /^([0-9a-f-]{36})\.(\d+)$/;

/** Deletes packages that no row counts any more, and what claims have left whose process died. */
export async function tidyExports(db: Db, folder: string): Promise<number> {
  const packages = (await list(folder)).flatMap((name) => parsed(folder, name, PACKAGE));
  const works = (await list(workFolder(folder))).flatMap((name) =>
    parsed(workFolder(folder), name, WORK),
  );
  const ids = [...new Set([...packages, ...works].map(({ id }) => id))];
  if (ids.length === 0) return 0;
  const rows = await db
    .select({ id: exports.id, state: exports.state, lease: exports.lease })
    .from(exports)
    .where(inArray(exports.id, ids));
  const known = new Map(rows.map((row) => [row.id, row]));
  const waste = [
    // While an export runs, its file may just be taking its name.
    ...packages.filter(({ id }) => !['made', 'running'].includes(known.get(id)?.state ?? '')),
    ...works.filter(({ id, lease }) => {
      const row = known.get(id);
      return row?.state !== 'running' || row.lease !== lease;
    }),
  ];
  for (const { path } of waste) await rm(path, { recursive: true, force: true });
  return waste.length;
}

interface Found {
  readonly id: ExportId;
  readonly lease: number;
  readonly path: string;
}

function parsed(folder: string, name: string, pattern: RegExp): Found[] {
  const [, id, lease = '0'] = pattern.exec(name) ?? [];
  const known = ExportId.safeParse(id);
  return known.success ? [{ id: known.data, lease: Number(lease), path: join(folder, name) }] : [];
}

async function list(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
