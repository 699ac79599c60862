import { AppError } from '@workcompanion/core/errors';
import { releaseFile } from '@workcompanion/core/releases/release-file';
import type { BlobReader } from '@workcompanion/core/storage/blob-store';
import { takeSlot } from '@workcompanion/db/queries/take-slot';
import type { OneRelease } from '../../contract/releases.ts';
import type { DeviceContext } from '../device-context.ts';
import type { ServedFile } from '../evidence-packages/file-reply.ts';
import type { FileWish } from '../evidence-packages/serve-package.ts';
import type { ByteSource } from '../http/reply.ts';
import { rangeOf } from '../playback/range-of.ts';
import { releaseOfferedTo } from './release-offered-to.ts';

/** Each carries a hundred megabytes: the fleet comes in turns. A slower one than that goes on uncounted. */
export const DOWNLOADS = { name: 'release-download', most: 16, lasts: 10 * 60_000_000 } as const;
const TRY_AGAIN_SECONDS = 60;

/** A release's MSI, for the device that it is offered to. Throws `not-found` for any other release than the one offered, `too-many-requests`. */
export async function downloadRelease(
  ctx: DeviceContext,
  { version, range: header, ifRange }: FileWish & OneRelease,
): Promise<ServedFile> {
  const offer = await releaseOfferedTo(ctx.db, ctx.device.id);
  if (offer?.release.version !== version) {
    throw new AppError('not-found', `Release ${version} is not offered to this device.`);
  }
  const { sha256, bytes } = offer.release;
  const etag = `"${sha256}"`;
  const isCurrent = ifRange === null || ifRange === etag;
  const range = isCurrent ? rangeOf(header, bytes) : null;
  const end = await beginDownload(ctx);
  try {
    const reader = await ctx.releases.files.read(releaseFile(offer.release), range ?? undefined);
    const content = endingWith(reader, end);
    return { etag, range, size: bytes, type: 'application/x-msi', name: null, content };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Throws `too-many-requests`. What is returned ends it. */
async function beginDownload({ db, now }: DeviceContext): Promise<() => Promise<void>> {
  const end = await takeSlot(db, { ...DOWNLOADS, now: now() });
  if (end !== null) return end;
  throw new AppError('too-many-requests', 'Many devices download this release now.', {
    retryAfterSeconds: TRY_AGAIN_SECONDS * (0.5 + Math.random()),
  });
}

function endingWith(reader: BlobReader, end: () => Promise<void>): ByteSource {
  return {
    chunks: () => reader.chunks(),
    async close() {
      await reader.close();
      await end();
    },
  };
}
