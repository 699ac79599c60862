import type { RecordingEnded } from '@workcompanion/core/protocol/statement';
import type { Tx } from '@workcompanion/db/client';
import { lockRecording } from '@workcompanion/db/queries/lock-recording';
import { recordings } from '@workcompanion/db/schema/recordings';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';

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
