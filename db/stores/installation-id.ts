import { randomUUID } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '../client.ts';
import { settings } from '../schema/settings.ts';

const KEY = 'installation';
const Installation = z.object({ id: z.uuid() });

/** Once for each database; a restored one is still the same installation. */
export async function seedInstallation(db: Db | Tx, now: number): Promise<void> {
  await db
    .insert(settings)
    .values({ key: KEY, value: { id: randomUUID() }, updatedAt: now })
    .onConflictDoNothing();
}

/** What tells this installation's stores from those of others. */
export async function readInstallationId(db: Db): Promise<string> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, KEY));
  if (!row) throw new AppError('unavailable', 'The database has no id yet: it is not migrated.');
  return Installation.parse(row.value).id;
}
