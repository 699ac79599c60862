import { AppError } from '@workcompanion/core/errors';
import type { DeviceId, RecordingId } from '@workcompanion/core/ids';
import { eq } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { recordings } from '../schema/recordings.ts';

export interface RecordingOfDisplay {
  readonly recordingId: RecordingId;
  readonly deviceId: DeviceId;
  readonly display: string;
}

/**
 * Locks the recording until the transaction ends, and makes its row first when a segment overtook
 * the `recording-started` entry. Throws `foreign-device` or `statement-mismatch` when the recording
 * is another device's or of another display.
 */
export async function lockRecording(tx: Tx, wanted: RecordingOfDisplay): Promise<void> {
  const row = (await selectLocked(tx, wanted)) ?? (await insertLocked(tx, wanted));
  if (row.deviceId !== wanted.deviceId) {
    throw new AppError('foreign-device', 'The recording belongs to another device.', {
      details: { recording: wanted.recordingId },
    });
  }
  if (row.display !== wanted.display) {
    throw new AppError('statement-mismatch', 'The recording is of another display.', {
      details: { recording: wanted.recordingId, display: wanted.display },
    });
  }
}

interface LockedRow {
  readonly deviceId: DeviceId;
  readonly display: string;
}

/** `no key update`: rows that refer to the recording may be inserted meanwhile. */
async function selectLocked(tx: Tx, wanted: RecordingOfDisplay): Promise<LockedRow | undefined> {
  const [row] = await tx
    .select({ deviceId: recordings.deviceId, display: recordings.display })
    .from(recordings)
    .where(eq(recordings.id, wanted.recordingId))
    .for('no key update');
  return row;
}

async function insertLocked(tx: Tx, wanted: RecordingOfDisplay): Promise<LockedRow> {
  await tx
    .insert(recordings)
    .values({ id: wanted.recordingId, deviceId: wanted.deviceId, display: wanted.display })
    .onConflictDoNothing();
  const row = await selectLocked(tx, wanted);
  if (!row) throw new AppError('internal', `Recording ${wanted.recordingId} could not be made.`);
  return row;
}
