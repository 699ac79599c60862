import { AppError } from '@workcompanion/core/errors';
import type { DeviceId, RecordingId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';

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
  const { recordingId, deviceId, display } = wanted;
  const { rows } = await tx.execute<{ refusal: string | null }>(
    sql`select lock_recording(${recordingId}, ${deviceId}, ${display}) as refusal`,
  );
  assertOwnRecording(rows[0]?.refusal ?? null, wanted);
}

/** Throws for what the functions of the database refuse with. */
export function assertOwnRecording(
  refusal: string | null,
  { recordingId, display }: Pick<RecordingOfDisplay, 'recordingId' | 'display'>,
): void {
  if (refusal === 'foreign-device') {
    throw new AppError('foreign-device', 'The recording belongs to another device.', {
      details: { recording: recordingId },
    });
  }
  if (refusal === 'statement-mismatch') {
    throw new AppError('statement-mismatch', 'The recording is of another display.', {
      details: { recording: recordingId, display },
    });
  }
}
