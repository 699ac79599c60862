import { statfs } from 'node:fs/promises';
import { asc, desc, gt, sql } from 'drizzle-orm';
import { type MasterKeyState, masterKeyState } from '../assert-usable.ts';
import { auditHead } from '../audit/append-audit-entry.ts';
import { readAuditCopyCursor } from '../audit/audit-copy-cursor.ts';
import type { Db } from '../client.ts';
import { readSchemaState, type SchemaState } from '../queries/read-schema-state.ts';
import { archiveRuns } from '../schema/archive-runs.ts';
import { auditEntries } from '../schema/audit-entries.ts';
import { workerProcesses } from '../schema/worker-processes.ts';

/** PostgreSQL stops at the first page that finds no room; µs and bytes. */
const FULL_BELOW_BYTES = 64 * 1024 ** 2;
/** Worker processes say each 10 s that they live. */
export const WORKERS_SILENT_AFTER = 60_000_000;
/** A run says each 20 s at most how it goes. */
const RUN_IS_FRESH = 60_000_000;

export interface DatabasePart {
  /** `full`: its disk, so that nothing can be written. `silent`: no answer in time, or none at all. */
  readonly state: 'ok' | 'full' | 'silent';
  /** Free bytes of its disk; null if the disk is not this machine's, or unknown. */
  readonly freeBytes: number | null;
}

export async function lookAtDatabase(
  db: Db,
  { databaseDir, isFull }: { readonly databaseDir: string | null; readonly isFull: boolean },
): Promise<DatabasePart> {
  await db.execute(sql`select 1`);
  const freeBytes = databaseDir === null ? null : await freeBytesOf(databaseDir);
  const hasNoRoom = freeBytes !== null && freeBytes < FULL_BELOW_BYTES;
  return { state: isFull || hasNoRoom ? 'full' : 'ok', freeBytes };
}

export async function freeBytesOf(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

export async function lookAtMasterKey(
  db: Db,
  masterKey: Buffer,
): Promise<{ readonly state: MasterKeyState }> {
  return { state: await masterKeyState(db, masterKey) };
}

export async function lookAtSchema(db: Db): Promise<Pick<SchemaState, 'state'>> {
  const { state } = await readSchemaState(db);
  return { state };
}

export interface WorkersPart {
  /** `none`: no process has said so for a day, or each has ended as it was asked to. */
  readonly state: 'ok' | 'silent' | 'none';
  /** UTC µs. */
  readonly lastSignAt: number | null;
}

export async function lookAtWorkers(db: Db, now: number): Promise<WorkersPart> {
  const [last] = await db
    .select({ at: workerProcesses.seenAt })
    .from(workerProcesses)
    .orderBy(desc(workerProcesses.seenAt))
    .limit(1);
  if (last === undefined) return { state: 'none', lastSignAt: null };
  return { state: now - last.at > WORKERS_SILENT_AFTER ? 'silent' : 'ok', lastSignAt: last.at };
}

export interface ClockPart {
  readonly state: 'ok' | 'off';
  /** The database's clock less ours. */
  readonly offsetMs: number;
}

/** Recorders' tokens last five minutes, leases less. */
const CLOCK_IS_OFF_MS = 5_000;

export async function lookAtClock(db: Db): Promise<ClockPart> {
  const before = Date.now();
  const { rows } = await db.execute<{ ms: string }>(
    sql`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as ms`,
  );
  const offsetMs = Math.round(Number(rows[0]?.ms) - (before + Date.now()) / 2);
  return { state: Math.abs(offsetMs) > CLOCK_IS_OFF_MS ? 'off' : 'ok', offsetMs };
}

/** What the workers have last met at a bucket, if they have lately met it. */
export async function lookAtRuns(db: Db, now: number) {
  const [run] = await db
    .select({ state: archiveRuns.state, at: archiveRuns.updatedAt })
    .from(archiveRuns)
    .orderBy(desc(archiveRuns.updatedAt))
    .limit(1);
  if (run === undefined || now - run.at > RUN_IS_FRESH) return { state: 'not-looked-at' as const };
  const isTroubled = run.state === 'paused' || run.state === 'refused';
  return { state: isTroubled ? ('out-of-reach' as const) : ('ok' as const) };
}

/** µs. Entries are copied within seconds. */
const LATE_AFTER = 5 * 60_000_000;

export interface AuditCopyPart {
  /** `behind`: an entry was not taken for minutes. */
  readonly state: 'ok' | 'behind';
  /** Entries that nobody else has yet. */
  readonly waiting: number;
}

export async function lookAtAuditCopy(db: Db, now: number): Promise<AuditCopyPart> {
  const cursor = await readAuditCopyCursor(db);
  const { seq } = await auditHead(db);
  const [oldest] = await db
    .select({ at: auditEntries.at })
    .from(auditEntries)
    .where(gt(auditEntries.seq, cursor))
    .orderBy(asc(auditEntries.seq))
    .limit(1);
  const isBehind = oldest !== undefined && now - oldest.at > LATE_AFTER;
  return { state: isBehind ? 'behind' : 'ok', waiting: Math.max(0, seq - cursor) };
}
