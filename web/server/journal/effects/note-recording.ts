import type { RecordingEnded, RecordingStarted } from '@workcompanion/core/protocol/statement';
import type { Tx } from '@workcompanion/db/client';
import { lockRecording } from '@workcompanion/db/queries/lock-recording';
import { recordings } from '@workcompanion/db/schema/recordings';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';

/** Its segments may have come before it. */
export async function noteRecordingStart(
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

export async function noteRecordingEnd(
  tx: Tx,
  { recording, device, display, end, reason }: z.infer<typeof RecordingEnded>,
): Promise<void> {
  await lockRecording(tx, { recordingId: recording, deviceId: device, display });
  await tx
    .update(recordings)
    .set({ endedAt: end, endReason: reason })
    .where(eq(recordings.id, recording));
}
