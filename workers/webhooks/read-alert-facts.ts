import { deviceHealth } from '@workcompanion/core/fleet/device-health';
import { PressureLevel } from '@workcompanion/core/fleet/pressure-level';
import { isExplained } from '@workcompanion/db/checkpoints/is-explained';
import type { Db, Tx } from '@workcompanion/db/client';
import { DEVICE_SIGNS } from '@workcompanion/db/queries/device-signs';
import { archiveRuns } from '@workcompanion/db/schema/archive-runs';
import { checkpointContradictions } from '@workcompanion/db/schema/checkpoint-contradictions';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { devices } from '@workcompanion/db/schema/devices';
import { integrityFindings } from '@workcompanion/db/schema/integrity-runs';
import { releases } from '@workcompanion/db/schema/releases';
import { segments } from '@workcompanion/db/schema/segments';
import { storageSamples } from '@workcompanion/db/schema/storage-samples';
import { readPressures } from '@workcompanion/db/stores/store-pressure';
import { and, desc, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import type { AlertFacts } from './decide-alerts.ts';

/** Runs and samples say at least each half minute that they live; µs. */
const STALE_AFTER = 120_000_000;
/** What a device is refused with whose journal is not its own any more. */
const FORGED = ['journal-fork', 'chain-broken', 'signature-invalid', 'foreign-device'];

export async function readAlertFacts(db: Db | Tx, now: number): Promise<AlertFacts> {
  return {
    ...(await readFleet(db, now)),
    disk: await readDisk(db, now),
    archiveStopped: await readArchive(db, now),
    quarantined: await db.$count(segments, eq(segments.state, 'quarantined')),
    ...(await countFindings(db)),
    pausedReleases: await readPausedReleases(db),
  };
}

async function readFleet(db: Db | Tx, now: number) {
  const rows = await db
    .select({
      ...DEVICE_SIGNS,
      contradicts: sql<boolean>`exists (select from ${checkpointContradictions}
        where device_id = devices.id and not ${isExplained})`,
    })
    .from(devices)
    .innerJoin(deviceStates, eq(deviceStates.deviceId, devices.id))
    .where(isNull(devices.revokedAt));
  const isTampered = ({
    journalEnd,
    journalNext,
    backlogSegments,
    parked,
    contradicts,
  }: (typeof rows)[number]) =>
    contradicts ||
    (journalEnd > journalNext && backlogSegments === 0) ||
    parked.some(({ code }) => FORGED.includes(code));
  return {
    attention: rows.filter((row) => deviceHealth(row, now) === 'attention').length,
    tampered: rows.filter(isTampered).length,
  };
}

async function readDisk(db: Db | Tx, now: number): Promise<AlertFacts['disk']> {
  const levelOf = ({ level }: { readonly level: PressureLevel }) =>
    PressureLevel.options.indexOf(level);
  const found = await readPressures(db, now);
  const [sample] = await db
    .select({ level: storageSamples.level, hoursLeft: storageSamples.hoursLeft })
    .from(storageSamples)
    .where(gte(storageSamples.at, now - STALE_AFTER))
    .orderBy(desc(storageSamples.at))
    .limit(1);
  const rows = sample === undefined ? found : [sample, ...found];
  if (rows.length === 0) return null;
  return { level: Math.max(...rows.map(levelOf)), hoursLeft: sample?.hoursLeft ?? null };
}

async function readArchive(db: Db | Tx, now: number): Promise<AlertFacts['archiveStopped']> {
  const [run] = await db
    .select({ state: archiveRuns.state, code: archiveRuns.lastError })
    .from(archiveRuns)
    .where(
      and(
        inArray(archiveRuns.state, ['refused', 'paused']),
        gte(archiveRuns.updatedAt, now - STALE_AFTER),
      ),
    )
    .orderBy(desc(archiveRuns.updatedAt))
    .limit(1);
  return run === undefined ? null : { state: run.state, code: run.code ?? 'unknown' };
}

/** Counts findings in journals and checkpoints, which prove tampering, apart from all others. */
async function countFindings(db: Db | Tx) {
  const isOfJournal = sql`${integrityFindings.kind} like 'entry-%' or ${integrityFindings.kind} like 'checkpoint-%'`;
  const [row] = await db
    .select({
      journalFindings: sql<number>`(count(*) filter (where ${isOfJournal}))::int`,
      findings: sql<number>`(count(*) filter (where not (${isOfJournal})))::int`,
    })
    .from(integrityFindings)
    .where(isNull(integrityFindings.resolvedAt));
  return row ?? { findings: 0, journalFindings: 0 };
}

async function readPausedReleases(db: Db | Tx): Promise<string[]> {
  const rows = await db
    .select({ version: releases.version })
    .from(releases)
    .where(eq(releases.pauseCause, 'failures'))
    .orderBy(desc(releases.pausedAt), desc(releases.version));
  return rows.map(({ version }) => version);
}
