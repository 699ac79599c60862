import { randomBytes } from 'node:crypto';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { type DeviceId, KeyId, newId, RecordingId } from '@workcompanion/core/ids';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { recordings } from '@workcompanion/db/schema/recordings';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import type { WorkerContext } from '../../job.ts';

export interface TestRecording {
  readonly deviceId: DeviceId;
  readonly recordingId: RecordingId;
  readonly keyId: KeyId;
  readonly key: Buffer;
}

/** A new recording of a new device, with a data key. */
export async function insertRecording(ctx: WorkerContext, display: string): Promise<TestRecording> {
  const deviceId = await insertDevice(ctx.db);
  const recording = {
    deviceId,
    recordingId: newId(RecordingId),
    keyId: newId(KeyId),
    key: randomBytes(16),
  };
  await ctx.db.insert(recordings).values({ id: recording.recordingId, deviceId, display });
  await ctx.db.insert(dataKeys).values({
    id: recording.keyId,
    deviceId,
    windowFrom: 0,
    windowTo: ctx.now() + 86_400_000_000,
    wrapped: wrapKey(ctx.masterKey, recording.key, recording.keyId),
    origin: 'issued',
    createdAt: 0,
  });
  return recording;
}
