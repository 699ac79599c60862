import { join } from 'node:path';
import { loadMasterKey } from '@workcompanion/core/crypto/load-master-key';
import { thumbnailObjectKey } from '@workcompanion/core/footage/thumbnail-pack';
import { DeviceId, newId, ThumbnailObjectId } from '@workcompanion/core/ids';
import { type ReadLine, sealTextPack } from '@workcompanion/core/search/text-pack';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { putBytes } from '@workcompanion/core/storage/put-bytes';
import { connect } from '@workcompanion/db/client';
import { readDataKey } from '@workcompanion/db/keys/read-data-key';
import { recordings } from '@workcompanion/db/schema/recordings';
import { segments } from '@workcompanion/db/schema/segments';
import { textPacks } from '@workcompanion/db/schema/text-packs';
import { and, eq, gte } from 'drizzle-orm';
import { readPortalRun } from '../../../scripts/portal-run-file.ts';
import type { PortalProcess } from '../../../scripts/processes/portal-process.ts';

const HOUR = 3_600_000_000;

interface DrawnText {
  readonly device: string;
  readonly display: string;
  readonly lines: readonly ReadLine[];
  /** The first segment from here on tells recording and key; UTC µs. */
  readonly from: number;
}

/** As the text reader writes it: drawn screens hold no letters. All of their hour counts as read. */
export async function storeDrawnText(
  { dataDir }: PortalProcess,
  { device, display, lines, from }: DrawnText,
): Promise<void> {
  const run = await readPortalRun(dataDir);
  if (!run) throw new Error('no portal runs there');
  const { db, close } = connect(run.databaseUrl, { max: 1 });
  try {
    const deviceId = DeviceId.parse(device);
    const [segment] = await db
      .select({ keyId: segments.keyId, recordingId: segments.recordingId })
      .from(segments)
      .innerJoin(recordings, eq(recordings.id, segments.recordingId))
      .where(
        and(
          eq(segments.deviceId, deviceId),
          eq(recordings.display, display),
          gte(segments.startsAt, from),
        ),
      )
      .orderBy(segments.startsAt)
      .limit(1);
    if (!segment) throw new Error('nothing was recorded');
    const { keyId, recordingId } = segment;
    const masterKey = await loadMasterKey({
      MASTER_KEY_FILE: join(dataDir, 'secrets', 'master.key'),
    });
    const dataKey = await readDataKey(db, masterKey, keyId);
    if (!dataKey) throw new Error('its key is gone');
    const hour = Math.floor(from / HOUR) * HOUR;
    const { bytes, ...sizes } = sealTextPack(dataKey.key, { recordingId, hour }, lines);
    const objectId = newId(ThumbnailObjectId);
    const store = new FolderStore(join(dataDir, 'thumbnails'));
    await putBytes(store, thumbnailObjectKey(objectId), bytes);
    await db.insert(textPacks).values({
      deviceId,
      hour,
      recordingId,
      keyId,
      display,
      objectId,
      ...sizes,
      read: [{ first: hour, last: hour + HOUR - 1 }],
      engine: 'a test',
    });
  } finally {
    await close();
  }
}
