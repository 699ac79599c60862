import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { connect } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';
import { eq } from 'drizzle-orm';
import type { PortalProcess } from '../../../scripts/processes/portal-process.ts';
import { runOf } from './run-of.ts';

export interface Damage {
  readonly ids: readonly string[];
  /** Unix ms: after this all displays have footage again. */
  readonly to: number;
}

/** Turns a bit in the archive's copy of each display's third segment. */
export async function damageThird(portal: PortalProcess): Promise<Damage> {
  const { databaseUrl } = await runOf(portal);
  const { db, close } = connect(databaseUrl);
  const rows = await db.select().from(segments).where(eq(segments.sequence, 2));
  await close();
  for (const { id, deviceId, startsAt } of rows) {
    const key = { device: deviceId, segment: id, startMs: Math.floor(startsAt / 1000) };
    const file = join(portal.dataDir, 'archive', segmentObjectKey(key));
    const bytes = await readFile(file);
    bytes[5_000] = (bytes[5_000] ?? 0) ^ 1;
    await writeFile(file, bytes);
  }
  const ends = rows.map(({ startsAt, duration }) => (startsAt + duration) / 1000);
  return { ids: rows.map(({ id }) => id), to: Math.max(...ends) };
}
