import { createHash } from 'node:crypto';
import { isAppError } from '@workcompanion/core/errors';
import { openWindowTrack } from '@workcompanion/core/windows/sealed-window-track';
import type { WindowTrack } from '@workcompanion/core/windows/window-track';
import { windowTrackKey } from '@workcompanion/core/windows/window-track-key';
import type { windowTracks } from '@workcompanion/db/schema/window-tracks';
import type { ServerContext } from '../context.ts';
import { openDataKey } from '../keys/open-data-key.ts';

export type TrackRow = typeof windowTracks.$inferSelect;

type Vault = Pick<ServerContext, 'db' | 'masterKey' | 'dataKeys' | 'windowTracks' | 'log'>;

/**
 * Reads a track, proves it against what its device has signed, and opens it. Null when its key was
 * destroyed, or when the file is lost or another one.
 */
export async function openTrack(
  ctx: Vault,
  { id, deviceId, startsAt, keyId, sha256 }: TrackRow,
): Promise<WindowTrack | null> {
  const dataKey = await openDataKey(ctx, keyId);
  if (dataKey === null) return null;
  const digest = sha256.toString('hex');
  try {
    const sealed = await readWhole(ctx, windowTrackKey({ id, deviceId, startsAt, sha256: digest }));
    if (createHash('sha256').update(sealed).digest('hex') !== digest) return null;
    return openWindowTrack(dataKey.key, sealed, { device: deviceId, track: id });
  } catch (error) {
    const isLost = isAppError(error, 'blob-missing') || isAppError(error, 'digest-mismatch');
    if (!isLost) throw error;
    ctx.log.warn({ track: id, code: error.code }, 'a window track can not be read');
    return null;
  }
}

async function readWhole({ windowTracks: store }: Vault, key: string): Promise<Buffer> {
  const reader = await store.read(key);
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of reader.chunks()) pieces.push(Buffer.from(piece));
    return Buffer.concat(pieces);
  } finally {
    await reader.close();
  }
}
