import { thumbnailObjectKey } from '@workcompanion/core/footage/thumbnail-pack';
import { newId, RecordingId, ThumbnailObjectId } from '@workcompanion/core/ids';
import { type ReadLine, sealTextPack } from '@workcompanion/core/search/text-pack';
import { putBytes } from '@workcompanion/core/storage/put-bytes';
import { addSegmentToSpans } from '@workcompanion/db/queries/add-segment-to-spans';
import { devices } from '@workcompanion/db/schema/devices';
import { textPacks } from '@workcompanion/db/schema/text-packs';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';
import { TestDevice } from './test-device.ts';
import { currentKey } from './test-segment.ts';

const HOUR = 3_600_000_000;
const DISPLAY = 'HDMI-1';

/** What is read of a new device, by hours, under the key of its present window. */
export async function storeTexts(
  ctx: ServerContext,
  hours: readonly (readonly [number, readonly ReadLine[]])[],
) {
  const device = await TestDevice.enrolled(ctx);
  const { keyId, key } = await currentKey(device.in(ctx));
  const dataKey = Buffer.from(key, 'base64url');
  const recordingId = newId(RecordingId);
  const packOf = async (hour: number, lines: readonly ReadLine[]) => {
    const { bytes, ...sizes } = sealTextPack(dataKey, { recordingId, hour }, lines);
    return { objectId: await storeObject(ctx, bytes), ...sizes };
  };
  for (const [sequence, [hour, lines]] of hours.toReversed().entries()) {
    const footage = { startsAt: hour, duration: HOUR, bytes: 1 };
    await withTransaction(ctx.db, (tx) =>
      addSegmentToSpans(tx, {
        deviceId: device.id,
        recordingId,
        display: DISPLAY,
        sequence,
        ...footage,
      }),
    );
    await ctx.db.insert(textPacks).values({
      deviceId: device.id,
      hour,
      recordingId,
      keyId,
      display: DISPLAY,
      ...(await packOf(hour, lines)),
      read: [{ first: hour, last: hour + HOUR - 1 }],
      engine: 'a test',
    });
  }
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device.id));
  if (row === undefined) throw new Error('no device');
  return {
    device,
    person: row.personId,
    keyId,
    dataKey,
    recordingId,
    /** As the reader does: another object for an hour that was read before. */
    async readMore(hour: number, lines: readonly ReadLine[]): Promise<void> {
      await ctx.db
        .update(textPacks)
        .set(await packOf(hour, lines))
        .where(and(eq(textPacks.recordingId, recordingId), eq(textPacks.hour, hour)));
    },
  };
}

export async function storeObject(
  { thumbnails, now }: Pick<ServerContext, 'thumbnails' | 'now'>,
  bytes: Buffer,
): Promise<ThumbnailObjectId> {
  const id = newId(ThumbnailObjectId, now() / 1000);
  await putBytes(thumbnails, thumbnailObjectKey(id), bytes);
  return id;
}
