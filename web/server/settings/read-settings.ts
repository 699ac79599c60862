import type { ArchiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import { lookAtRole } from '@workcompanion/db/health/look-at-role';
import { countAppliedMigrations } from '@workcompanion/db/queries/read-schema-state';
import { workerProcesses } from '@workcompanion/db/schema/worker-processes';
import { desc, sql } from 'drizzle-orm';
import type { SettingsInForce, StoreFacts, WorkerSummary } from '../../contract/settings.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { bothDuties } from '../users/both-duties.ts';

/** Workers say that they live each 10 s; µs. */
const SILENT_AFTER = 60_000_000;
/** The most processes listed for a day: more than anybody starts. */
const WORKERS = 20;

/** How this installation is set up and whether its parts live. Nothing here can be changed here. */
export async function readSettings(ctx: UserContext): Promise<SettingsInForce> {
  assertRight(ctx.user, 'system');
  const now = ctx.now();
  const { version, settings, migrations, archiveStore } = ctx.installation;
  const [postgres, role, applied, workers, duties] = await Promise.all([
    postgresVersion(ctx),
    lookAtRole(ctx.db),
    countAppliedMigrations(ctx.db),
    readWorkers(ctx, now),
    bothDuties(ctx.db),
  ]);
  return {
    now,
    versions: { portal: version, node: process.version, postgres },
    migrations: { applied, known: migrations.length, latest: migrations.at(-1) ?? null },
    databaseRole: role.state,
    stores: storeFacts(ctx.config.hotDir, archiveStore),
    workers,
    settings: [...settings],
    bothDuties: duties,
  };
}

async function postgresVersion({ db }: UserContext): Promise<string> {
  const { rows } = await db.execute<{ version: string }>(
    sql`select current_setting('server_version') as version`,
  );
  return rows[0]?.version ?? '';
}

async function readWorkers({ db }: UserContext, now: number): Promise<WorkerSummary[]> {
  const rows = await db
    .select()
    .from(workerProcesses)
    .orderBy(desc(workerProcesses.seenAt))
    .limit(WORKERS);
  return rows.map(({ jobs, ...worker }) => ({
    ...worker,
    jobs: [...jobs],
    isAlive: now - worker.seenAt < SILENT_AFTER,
  }));
}

/** Where recordings lie, without what opens it. */
function storeFacts(hotDir: string, archive: ArchiveStoreOptions | null): StoreFacts[] {
  const hot = { store: 'hot', kind: 'folder', place: hotDir } as const;
  if (archive === null) return [hot];
  return [hot, { store: 'archive', kind: archive.kind, place: placeOf(archive) }];
}

function placeOf(archive: ArchiveStoreOptions): string {
  if (archive.kind === 'folder') return archive.root;
  const { bucket, endpoint } = archive.options;
  return `${bucket} @ ${endpoint}`;
}
