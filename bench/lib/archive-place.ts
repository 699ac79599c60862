import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type Db } from '@workcompanion/db/client';
import { startEmbeddedPostgres } from '@workcompanion/db/embedded/start-embedded-postgres';
import { migrate } from '@workcompanion/db/migrate';
import { archiveRuns } from '@workcompanion/db/schema/archive-runs';
import { segments } from '@workcompanion/db/schema/segments';
import { eq, inArray } from 'drizzle-orm';
import type { HotSegment } from '../../workers/archive/testing/insert-hot-segments.ts';
import { heldOpen } from './held-open.ts';

/** A database and folders of their own, for benches of the archive without a portal. */
export interface ArchivePlace {
  /** As the owner: benches fill and empty tables as nobody else may. */
  readonly db: Db;
  readonly databaseUrl: string;
  readonly hotDir: string;
  readonly scratch: string;
  stop(): Promise<void>;
}

export function openArchivePlace(): Promise<ArchivePlace> {
  return heldOpen(open());
}

async function open(): Promise<ArchivePlace> {
  const scratch = await mkdtemp(join(tmpdir(), 'bench-archive-'));
  const directory = join(scratch, 'postgres');
  const postgres = await heldOpen(startEmbeddedPostgres({ directory }));
  await migrate(postgres.ownerUrl, { portalUrl: postgres.url });
  const database = connect(postgres.ownerUrl);
  return {
    db: database.db,
    databaseUrl: postgres.url,
    hotDir: join(scratch, 'hot'),
    scratch,
    stop: async () => {
      await database.close();
      await postgres.stop();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

export async function setState(
  db: Db,
  rows: readonly HotSegment[],
  state: 'hot' | 'cold',
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await db
    .update(segments)
    .set({ state, attempts: null, archivedAt: null })
    .where(inArray(segments.id, ids));
}

export async function untilArchived(db: Db, count: number): Promise<void> {
  while ((await db.$count(segments, eq(segments.state, 'archived'))) < count) await sleep(250);
}

/**
 * µs that the worker has been at work, once it is done and they are more than `before`: neither the start of the
 * process nor its wait for the next look at the queue is counted.
 */
export async function busyAfter(db: Db, before: number): Promise<number> {
  for (;;) {
    const [run] = await db.select().from(archiveRuns);
    if (run !== undefined && run.state === 'waiting' && run.busy > before) return run.busy;
    await sleep(100);
  }
}
