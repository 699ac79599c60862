import type { ArchiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import type { HotStoreOptions } from '@workcompanion/core/storage/hot/open-hot-store';
import { WORKERS_SILENT_AFTER } from '@workcompanion/db/health/look-at-database';
import { lookAtRole } from '@workcompanion/db/health/look-at-role';
import { countAppliedMigrations } from '@workcompanion/db/queries/read-schema-state';
import { workerProcesses } from '@workcompanion/db/schema/worker-processes';
import { desc, sql } from 'drizzle-orm';
import type {
  ConfiguredSetting,
  SettingGroup,
  SettingsInForce,
  StoreFacts,
  WorkerSummary,
} from '../../contract/settings.ts';
import type { Env } from '../../env.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { bothDuties } from '../users/duties.ts';

/** Everything that may be shown. What stands nowhere here is shown nowhere. */
const SHOWN = {
  address: ['PUBLIC_URL', 'ALLOWED_HOSTS', 'HOST', 'PORT', 'TRUSTED_PROXIES'],
  data: [
    'DATABASE_URL',
    'DATABASE_CONNECTIONS',
    'HOT_KIND',
    'HOT_DIR',
    'HOT_ENDPOINT',
    'HOT_REGION',
    'HOT_BUCKET',
    'HOT_ACCESS_KEY_ID',
    'HOT_SECRET_ACCESS_KEY',
    'HOT_SESSION_TOKEN',
    'HOT_STORAGE_CLASS',
    'HOT_TLS',
    'HOT_CA_FILE',
    'HOT_S3_PATH_STYLE',
    'HOT_MINIMUM_FREE_BYTES',
    'OBJECTS_KIND',
    'OBJECTS_ENDPOINT',
    'OBJECTS_REGION',
    'OBJECTS_BUCKET',
    'OBJECTS_ACCESS_KEY_ID',
    'OBJECTS_SECRET_ACCESS_KEY',
    'OBJECTS_SESSION_TOKEN',
    'OBJECTS_TLS',
    'OBJECTS_CA_FILE',
    'OBJECTS_S3_PATH_STYLE',
    'THUMBNAIL_DIR',
    'EVIDENCE_PACKAGES_DIR',
    'JOURNAL_DIR',
    'RELEASES_DIR',
    'COLD_CACHE_DIR',
    'COLD_CACHE_BYTES',
  ],
  archive: [
    'ARCHIVE_KIND',
    'ARCHIVE_FOLDER',
    'ARCHIVE_ENDPOINT',
    'ARCHIVE_REGION',
    'ARCHIVE_BUCKET',
    'ARCHIVE_ACCESS_KEY_ID',
    'ARCHIVE_SECRET_ACCESS_KEY',
    'ARCHIVE_SESSION_TOKEN',
    'ARCHIVE_STORAGE_CLASS',
    'ARCHIVE_TLS',
    'ARCHIVE_CA_FILE',
    'ARCHIVE_S3_PATH_STYLE',
    'ARCHIVE_S3_CONDITIONAL_PUTS',
  ],
  keys: [
    'MASTER_KEY_FILE',
    'MASTER_KEY',
    'KEY_WINDOW_HOURS',
    'RELEASE_PUBLIC_KEY_FILE',
    'METRICS_TOKEN',
  ],
  mail: ['SMTP_URL', 'MAIL_FROM'],
  log: ['LOG_LEVEL'],
} as const satisfies Record<SettingGroup, readonly (keyof Env)[]>;

const SECRETS: ReadonlySet<string> = new Set<keyof Env>([
  'HOT_ACCESS_KEY_ID',
  'HOT_SECRET_ACCESS_KEY',
  'HOT_SESSION_TOKEN',
  'OBJECTS_ACCESS_KEY_ID',
  'OBJECTS_SECRET_ACCESS_KEY',
  'OBJECTS_SESSION_TOKEN',
  'ARCHIVE_ACCESS_KEY_ID',
  'ARCHIVE_SECRET_ACCESS_KEY',
  'ARCHIVE_SESSION_TOKEN',
  'MASTER_KEY',
  'METRICS_TOKEN',
  'SMTP_URL',
]);

/** The most processes listed for a day: more than anybody starts. */
const WORKERS = 20;

/** How this installation is set up and whether its parts live. Nothing here can be changed here. */
export async function readSettings(ctx: UserContext): Promise<SettingsInForce> {
  assertRight(ctx.user, 'system');
  const now = ctx.now();
  const { version, settings, migrations, mail } = ctx.installation;
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
    stores: storeFacts(ctx.config.hotStore, ctx.installation),
    workers,
    settings: [...settings],
    hasMail: mail !== null,
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
    isAlive: now - worker.seenAt < WORKERS_SILENT_AFTER,
  }));
}

/** Where recordings lie, without what opens it. */
function storeFacts(
  { folder, bucket }: HotStoreOptions,
  { archiveStore: archive, objectBucket }: UserContext['installation'],
): StoreFacts[] {
  const hot = {
    store: 'hot',
    kind: bucket?.kind ?? 'folder',
    place: bucket === null ? folder : placeOf(bucket),
  } as const;
  const remote = (store: 'archive' | 'objects', options: ArchiveStoreOptions | null) =>
    options === null ? [] : [{ store, kind: options.kind, place: placeOf(options) }];
  return [hot, ...remote('archive', archive), ...remote('objects', objectBucket)];
}

function placeOf(archive: ArchiveStoreOptions): string {
  if (archive.kind === 'folder') return archive.root;
  const { bucket, endpoint } = archive.options;
  return `${bucket} @ ${endpoint}`;
}

/** The environment in force, for whoever runs the system. Secrets show only whether they are set. */
export function configuredSettings(env: Env): readonly ConfiguredSetting[] {
  const of = (group: SettingGroup, names: readonly (keyof Env)[]) =>
    names.map((name) => ({ group, name, ...shown(env, name) }));
  return [
    ...of('address', SHOWN.address),
    ...of('data', SHOWN.data),
    ...of('archive', SHOWN.archive),
    ...of('keys', SHOWN.keys),
    ...of('mail', SHOWN.mail),
    ...of('log', SHOWN.log),
  ];
}

function shown(env: Env, name: keyof Env): Pick<ConfiguredSetting, 'value' | 'isSecret'> {
  const value = env[name];
  const isSet = value !== undefined && value !== '';
  if (SECRETS.has(name)) return { value: isSet ? '' : null, isSecret: true };
  if (!isSet) return { value: null, isSecret: false };
  return {
    value: name === 'DATABASE_URL' ? withoutPassword(env.DATABASE_URL) : String(value),
    isSecret: false,
  };
}

/** Also without what may stand in the query: a password can. */
function withoutPassword(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return '';
  const { protocol, username, host, pathname } = new URL(databaseUrl);
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}`;
}
