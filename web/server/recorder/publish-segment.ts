import { AppError } from '@workcompanion/core/errors';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { systemErrorCode } from '@workcompanion/core/storage/system-error';
import type { DeviceContext } from '../device-context.ts';
import type { SegmentStatement } from './check-segment.ts';
import { digestStored } from './digest-stored.ts';

/**
 * Gives a proved file its name in the hot store. Only in the transaction that has inserted the
 * segment's row: it holds the device's journal, so that nobody else publishes or removes a file under
 * this name meanwhile, and no receipt rests on what lies there. Throws `upload-in-progress` when
 * another request has taken the upload over.
 */
export async function publishSegment(
  ctx: DeviceContext,
  statement: SegmentStatement,
  path: string,
): Promise<void> {
  const key = statedObjectKey(statement);
  if (!(await giveName(ctx, key, path)) && !(await holdsStated(ctx, key, statement))) {
    // Whole files alone get a name: this one went bad since, and is not what its name says.
    ctx.log.error({ blob: key }, 'a damaged file without a row is replaced by the right one');
    await ctx.hot.adopt(key, path);
  }
  if ((await ctx.hot.head(key))?.size === statement.bytes) return;
  throw new AppError('internal', `The file of segment ${statement.segment} is not whole.`);
}

/** Where the bytes lie that a statement tells of. */
function statedObjectKey({ segment, device, start, sha256 }: SegmentStatement): string {
  return segmentObjectKey({
    id: segment,
    deviceId: device,
    startsAt: start,
    sha256,
    hasDigestInKey: true,
  });
}

/** False when there is a file already: a crash has left it before its row was committed. */
async function giveName(ctx: DeviceContext, key: string, path: string): Promise<boolean> {
  try {
    return await ctx.hot.publish(key, path);
  } catch (cause) {
    if (systemErrorCode(cause) !== 'ENOENT') throw cause;
    throw new AppError('upload-in-progress', 'Another request goes on with this upload.', {
      cause,
      retryAfterSeconds: 1,
    });
  }
}

async function holdsStated(
  { hot }: DeviceContext,
  key: string,
  { bytes, sha256 }: SegmentStatement,
): Promise<boolean> {
  const stored = await digestStored(hot, key);
  return stored !== null && stored.bytes === bytes && stored.sha256 === sha256;
}
