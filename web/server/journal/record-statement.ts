import { AppError } from '@workcompanion/core/errors';
import type {
  CheckpointSeen,
  RecordingEnded,
  RecordingStarted,
  Statement,
  WindowTrackRecorded,
} from '@workcompanion/core/protocol/statement';
import type { Tx } from '@workcompanion/db/client';
import { lockRecording } from '@workcompanion/db/queries/lock-recording';
import { readRestoration } from '@workcompanion/db/queries/restoration';
import { checkpoints } from '@workcompanion/db/schema/checkpoints';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { recordings } from '@workcompanion/db/schema/recordings';
import { eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { noteContradiction } from '../checkpoints/note-contradiction.ts';
import type { DeviceContext } from '../device-context.ts';
import { openDepositedKey } from '../keys/open-deposited-key.ts';
import { appendEntry } from './append-entry.ts';
import { noteGap, notePause, noteResume } from './effects/note-gap.ts';
import { noteJournalDamage } from './effects/note-journal-damage.ts';
import type { ProvenStatement } from './prove-statement.ts';

/** Takes a statement that comes without a body, and returns its receipt. */
export async function recordStatement(
  ctx: DeviceContext,
  proven: ProvenStatement,
): Promise<string> {
  return appendEntry(ctx, proven, await effectOf(ctx, proven.statement));
}

async function effectOf(
  ctx: DeviceContext,
  statement: Statement,
): Promise<(tx: Tx) => Promise<void>> {
  switch (statement.kind) {
    case 'recording-started':
      return (tx) => noteRecordingStart(tx, statement);
    case 'recording-ended':
      return (tx) => noteRecordingEnd(tx, statement);
    case 'gap':
      return (tx) => noteGap({ tx, now: ctx.now() }, statement);
    case 'paused':
      return (tx) => notePause({ tx, now: ctx.now() }, statement);
    case 'resumed':
      return (tx) => noteResume({ tx, now: ctx.now() }, statement);
    case 'key-deposited':
      return openDepositedKey(ctx, statement);
    case 'checkpoint-seen':
      return (tx) => noteCheckpointSeen(ctx, tx, statement);
    case 'policy-applied':
    case 'notice-acknowledged':
      return async () => {};
    case 'journal-damaged':
      return (tx) => noteJournalDamage(tx, statement);
    case 'window-track':
      return noteLostTrack(ctx, statement);
    case 'segment':
      throw new AppError('statement-mismatch', 'A segment is sent together with its bytes (PUT).');
  }
}

/**
 * How far the device has seen our history: and whether it is the one that stands here. The device may
 * not know yet that it is not, such as when the database was set back since.
 */
async function noteCheckpointSeen(
  ctx: DeviceContext,
  tx: Tx,
  { device, checkpoint, hash }: CheckpointSeen,
): Promise<void> {
  const [own] = await tx
    .select({ hash: checkpoints.hash })
    .from(checkpoints)
    .where(eq(checkpoints.number, checkpoint));
  const shown = own?.hash.toString('base64url') ?? null;
  if (shown !== hash) {
    const kind = shown === null ? 'withdrawn' : 'replaced';
    await noteContradiction({ ...ctx, db: tx }, { kind, checkpoint, kept: hash, shown });
    return;
  }
  await tx
    .update(deviceStates)
    .set({ checkpointSeen: sql`greatest(${deviceStates.checkpointSeen}, ${checkpoint}::bigint)` })
    .where(eq(deviceStates.deviceId, device));
}

/**
 * A window track whose device has the statement alone. Only a database that was restored since takes it,
 * so that the journal is whole again: what was in front then is not known any more. Throws
 * `statement-mismatch`.
 */
async function noteLostTrack(
  { db }: DeviceContext,
  { at, clockOffset }: WindowTrackRecorded,
): Promise<() => Promise<void>> {
  const restoration = await readRestoration(db);
  const isBefore = restoration !== null && at + (clockOffset ?? 0) <= restoration.restoredAt;
  if (isBefore) return async () => {};
  throw new AppError(
    'statement-mismatch',
    'A window track is sent together with its sealed file (PUT).',
  );
}

/** Its segments may have come before it. */
async function noteRecordingStart(
  tx: Tx,
  statement: z.infer<typeof RecordingStarted>,
): Promise<void> {
  const { recording, device, display } = statement;
  await lockRecording(tx, { recordingId: recording, deviceId: device, display });
  await tx
    .update(recordings)
    .set({
      startedAt: statement.restates?.at ?? statement.at,
      geometry: statement.geometry,
      encoder: statement.encoder,
      framesPerSecond: statement.framesPerSecond,
      policyVersion: statement.policyVersion,
      coveredAreas: statement.covered?.length ?? 0,
    })
    .where(eq(recordings.id, recording));
}

async function noteRecordingEnd(
  tx: Tx,
  { recording, device, display, end, reason }: z.infer<typeof RecordingEnded>,
): Promise<void> {
  await lockRecording(tx, { recordingId: recording, deviceId: device, display });
  await tx
    .update(recordings)
    .set({ endedAt: end, endReason: reason })
    .where(eq(recordings.id, recording));
}
