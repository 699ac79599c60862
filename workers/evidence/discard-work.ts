import { rm } from 'node:fs/promises';
import type { ExportId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { exportParts } from '@workcompanion/db/schema/export-parts';
import { eq } from 'drizzle-orm';
import { workFolderOf } from './work-folder.ts';

/** Of an export that is settled: nobody goes on from what was made for it. */
export async function discardWork(db: Db, folder: string, id: ExportId): Promise<void> {
  await rm(workFolderOf(folder, id), { recursive: true, force: true });
  await db.delete(exportParts).where(eq(exportParts.exportId, id));
}
