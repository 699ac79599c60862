import { AppError } from '@workcompanion/core/errors';
import type { BlobReader } from '@workcompanion/core/storage/blob-store';
import { OneRelease } from '../../contract/releases.ts';
import { fileReply, type ServedFile } from '../exports/file-reply.ts';
import { fileWish } from '../exports/file-wish.ts';
import type { FileWish } from '../exports/serve-package.ts';
import { deviceEndpoint } from '../http/device-endpoint.ts';
import { parseInput } from '../http/parse-input.ts';
import type { ByteSource } from '../http/reply.ts';
import { rangeOf } from '../playback/range-of.ts';
import type { DeviceContext } from '../recorder/device-context.ts';
import { releaseOfferedTo } from './release-offered-to.ts';
import { releaseFile } from './release-store.ts';

/** GET of a release's MSI, by the device that it is offered to. */
export const getRelease = deviceEndpoint(
  (call) => ({ ...fileWish(call), version: parseInput(OneRelease, call.params).version }),
  downloadRelease,
  fileReply,
);

/** Throws `not-found` for any other release than the one offered, `too-many-requests`. */
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
