import { AppError } from '@workcompanion/core/errors';
import type { BlobReader } from '@workcompanion/core/storage/blob-store';
import type { OneRelease } from '../../contract/releases.ts';
import type { DeviceContext } from '../device-context.ts';
import type { ServedFile } from '../evidence-packages/file-reply.ts';
import type { FileWish } from '../evidence-packages/serve-package.ts';
import type { ByteSource } from '../http/reply.ts';
import { rangeOf } from '../playback/range-of.ts';
import { releaseOfferedTo } from './release-offered-to.ts';
import { releaseFile } from './release-store.ts';

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
  const end = ctx.releases.beginDownload();
  try {
    const reader = await ctx.releases.files.read(releaseFile(offer.release), range ?? undefined);
    const content = endingWith(reader, end);
    return { etag, range, size: bytes, type: 'application/x-msi', name: null, content };
  } catch (error) {
    end();
    throw error;
  }
}

function endingWith(reader: BlobReader, end: () => void): ByteSource {
  return {
    chunks: () => reader.chunks(),
    async close() {
      end();
      await reader.close();
    },
  };
}
