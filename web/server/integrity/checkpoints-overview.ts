import { keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import { isExplained } from '@workcompanion/db/checkpoints/is-explained';
import type { Db } from '@workcompanion/db/client';
import { lookAtRole } from '@workcompanion/db/health/look-at-role';
import { readAuthority } from '@workcompanion/db/keys/read-authority';
import { newestCheckpoint } from '@workcompanion/db/queries/newest-checkpoint';
import { checkpointContradictions } from '@workcompanion/db/schema/checkpoint-contradictions';
import { checkpoints } from '@workcompanion/db/schema/checkpoints';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { devices } from '@workcompanion/db/schema/devices';
import { historyExplanations } from '@workcompanion/db/schema/history-explanations';
import { people } from '@workcompanion/db/schema/people';
import { users } from '@workcompanion/db/schema/users';
import { count, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type {
  CheckpointContradiction,
  CheckpointsOverview,
  HistoryExplanation,
} from '../../contract/integrity.ts';
import type { ServerContext } from '../context.ts';

/** Hours: a computer that was on within a day has said so. */
const RECENT = 24;
const MOST_SHOWN = 50;

/** What the server has committed to, who keeps it, and who keeps another. */
export async function checkpointsOverview({
  db,
  keys,
  masterKey,
}: ServerContext): Promise<CheckpointsOverview> {
  const row = await newestCheckpoint(db);
  const newest = row && {
    number: row.number,
    hash: row.hash.toString('base64url'),
    to: row.to,
    statements: row.statements,
  };
  return {
    newest,
    timestamped: await newestTimestamped(db),
    timestampProblem: await timestampProblem(db),
    ...(await keepers(db, newest?.number ?? 0)),
    serverKey: await keyThumbprint(keys.signing.publicKey),
    serverAuthority: (await readAuthority(db, masterKey))?.certificate ?? null,
    databaseRole: (await lookAtRole(db)).state,
    contradictions: await contradictions(db),
    explanations: await explanations(db),
  };
}

async function newestTimestamped(db: Db): Promise<CheckpointsOverview['timestamped']> {
  const [row] = await db
    .select({ number: checkpoints.number, at: checkpoints.timestampedAt })
    .from(checkpoints)
    .where(isNotNull(checkpoints.timestampToken))
    .orderBy(desc(checkpoints.number))
    .limit(1);
  return row === undefined || row.at === null ? null : { number: row.number, at: row.at };
}

async function timestampProblem(db: Db): Promise<string | null> {
  const [row] = await db
    .select({ problem: checkpoints.timestampError })
    .from(checkpoints)
    .orderBy(desc(checkpoints.number))
    .limit(1);
  return row?.problem ?? null;
}

async function keepers(db: Db, newest: number) {
  const isRecent = sql`${deviceStates.checkpointSeen} > ${newest - RECENT}`;
  const [row] = await db
    .select({
      devices: count(),
      keptBy: sql<number>`count(*) filter (where ${isRecent})`.mapWith(Number),
    })
    .from(devices)
    .innerJoin(deviceStates, eq(deviceStates.deviceId, devices.id))
    .where(isNull(devices.revokedAt));
  return row ?? { devices: 0, keptBy: 0 };
}

async function contradictions(db: Db): Promise<CheckpointContradiction[]> {
  const { id, kind, checkpoint, keptHash, shownHash, foundAt } = checkpointContradictions;
  const rows = await db
    .select({
      id,
      kind,
      checkpoint,
      keptHash,
      shownHash,
      foundAt,
      isExplained,
      device: devices.id,
      hostname: sql<string>`${devices.host} ->> 'hostname'`,
      person: people.name,
    })
    .from(checkpointContradictions)
    .innerJoin(devices, eq(devices.id, checkpointContradictions.deviceId))
    .innerJoin(people, eq(people.id, devices.personId))
    .orderBy(isExplained, desc(id))
    .limit(MOST_SHOWN);
  return rows.map(({ keptHash: kept, shownHash: shown, ...row }) => ({
    ...row,
    kept: kept.toString('base64url'),
    shown: shown?.toString('base64url') ?? null,
  }));
}

async function explanations(db: Db): Promise<HistoryExplanation[]> {
  const { id, firstCheckpoint, lastCheckpoint, reason, explainedAt } = historyExplanations;
  return db
    .select({
      id,
      firstCheckpoint,
      lastCheckpoint,
      reason,
      explainedAt,
      explainedBy: users.name,
    })
    .from(historyExplanations)
    .innerJoin(users, eq(users.id, historyExplanations.explainedBy))
    .orderBy(desc(id))
    .limit(MOST_SHOWN);
}
