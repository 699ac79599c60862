import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  CapturePolicy,
  PausePolicy,
  Policy,
  StoragePolicy,
  UploadPolicy,
} from '@workcompanion/core/protocol/policy';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { StartRefusal } from '@workcompanion/core/start-refusal';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';
import { ADVISORY_LOCKS } from './advisory-locks.ts';
import type { Db, Tx } from './client.ts';
import { databaseErrorCode } from './describe-error.ts';
import { lookAtRole } from './health/look-at-role.ts';
import { ensurePartitions } from './partitions.ts';
import { DEFAULT_NOTICE } from './queries/default-notice.ts';
import { noteOldestCode } from './queries/read-schema-state.ts';
import { grantRights } from './role/grant-rights.ts';
import { policies, policyAssignments } from './schema/policies.ts';
import { isPooled } from './silent-connections.ts';
import { seedInstallation } from './stores/installation-id.ts';

export const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));

const CONNECT_TIMEOUT_MS = 10_000;
/** A migration may rewrite a large table, or wait for another process that does. */
const STATEMENT_TIMEOUT_MS = 6 * 3_600_000;
/**
 * A migration that waits for a table holds up everybody who comes after it: it gives way after so long,
 * and tries again a little later, when whoever used the table may be done.
 */
const LOCK_TIMEOUT_MS = 3_000;
const LOCK_PAUSE_MS = 2_000;
const LOCK_TRIES = 30;
/** SQLSTATE lock_not_available */
const LOCKED = '55P03';

export interface MigrateOptions {
  /** By which portal and workers connect; the owner's own, where they do it as the owner. */
  readonly portalUrl?: string;
  readonly migrationsFolder?: string;
}

/**
 * Brings the database to this version: tables, the partitions around now, first contents, and the
 * rights of the portal's role. Every process may call it at its start; the first does the work while
 * the others wait. By a role that may not it does nothing: `assertSchema` says what is missing then.
 * Throws a StartRefusal where a pooler stands between: the lock is the session's.
 */
export async function migrate(
  ownerUrl: string,
  { portalUrl = ownerUrl, migrationsFolder = MIGRATIONS }: MigrateOptions = {},
): Promise<void> {
  const client = new Client({
    connectionString: ownerUrl,
    application_name: 'workcompanion migrate',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  });
  client.on('error', () => {}); // the query in flight rejects, and says why
  await client.connect();
  try {
    const db = drizzle({ client });
    if ((await lookAtRole(db)).state === 'restricted') return;
    await assertDirect(client);
    await client.query("set timezone = 'UTC'; set datestyle = 'ISO, YMD'");
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCKS.migrate]);
    await client.query(`set lock_timeout = ${LOCK_TIMEOUT_MS}`);
    const now: UtcMicros = Date.now() * 1000;
    const role = userOf(portalUrl);
    await givingWay(() => applyMigrations(db, { migrationsFolder }));
    await givingWay(() => ensurePartitions(db, now));
    await seedDefaults(db, now);
    if (role !== userOf(ownerUrl)) await givingWay(() => grantRights(client, role));
  } finally {
    // Closing the session also releases the lock.
    await client.end();
  }
}

async function assertDirect(client: Client): Promise<void> {
  if (!(await isPooled(client))) return;
  throw new StartRefusal(
    `A connection pooler stands before ${client.host}:${client.port}: give DATABASE_OWNER_URL the address of PostgreSQL itself.`,
  );
}

/** Each step is a transaction, and can be done again as a whole. */
async function givingWay(step: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await step();
      return;
    } catch (error) {
      if (databaseErrorCode(error) !== LOCKED || attempt === LOCK_TRIES) throw error;
      await delay(LOCK_PAUSE_MS);
    }
  }
}

function userOf(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).username);
}

/** First contents of a new installation: its id, and policy 1 for all. Changes nothing that exists. */
async function seedDefaults(db: Db | Tx, now: UtcMicros): Promise<void> {
  await db
    .insert(policies)
    .values({ version: 1, body: defaultPolicy(), createdAt: now })
    .onConflictDoNothing();
  await db
    .insert(policyAssignments)
    .values({ scope: 'all', version: 1, assignedAt: now })
    .onConflictDoNothing();
  await seedInstallation(db, now);
  await noteOldestCode(db, now);
}

function defaultPolicy(): Policy {
  return Policy.parse({
    version: 1,
    capture: CapturePolicy.parse({ hevc: true }),
    schedule: null,
    upload: UploadPolicy.parse({}),
    storage: StoragePolicy.parse({}),
    pause: PausePolicy.parse({}),
    notice: { version: 1, text: DEFAULT_NOTICE },
  });
}
