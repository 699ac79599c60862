import { decryptSegment } from '@workcompanion/core/crypto/decrypt-segment';
import { pieceKey, sealPiece } from '@workcompanion/core/crypto/sealed-piece';
import { segmentKeyOf } from '@workcompanion/core/crypto/segment-key';
import { isAppError } from '@workcompanion/core/errors';
import { type KeyFrame, KeyFrameReader } from '@workcompanion/core/footage/key-frame-reader';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { screenChange } from '@workcompanion/core/footage/screen-change';
import { thumbnailPlace } from '@workcompanion/core/footage/thumbnail-pack';
import type { KeyId } from '@workcompanion/core/ids';
import type { BlobReader } from '@workcompanion/core/storage/blob-store';
import { readDataKey } from '@workcompanion/db/keys/read-data-key';
import type { WorkerContext } from '../job.ts';
import type { QueuedThumbnail } from './claim-thumbnails.ts';
import { renderThumbnails } from './render-thumbnails.ts';
import type { MadeThumbnail } from './store-thumbnails.ts';

/** Right for a pointer's readout: at twice the size each letter of a title can be read. */
const SIDE = 320;

type MakingContext = Pick<WorkerContext, 'db' | 'hot' | 'archive' | 'masterKey'>;

export interface Makings {
  readonly made: readonly MadeThumbnail[];
  /** Could not be read this time. */
  readonly unread: readonly { readonly segment: QueuedThumbnail; readonly error: unknown }[];
  /** Their key was destroyed: nobody will ever see them. */
  readonly shredded: readonly QueuedThumbnail[];
}

/** Sealed thumbnails of segments, at most `MAX_FRAMES`. Throws when ffmpeg can't be run. */
export async function makeThumbnails(
  ctx: MakingContext,
  ffmpeg: string,
  segments: readonly QueuedThumbnail[],
): Promise<Makings> {
  const keys = await openKeys(ctx, segments);
  const opened = segments.flatMap((segment) => {
    const key = keys.get(segment.keyId);
    return key ? [{ segment, key }] : [];
  });
  const heads = await Promise.all(opened.map((item) => readHead(ctx, item)));
  const readable = heads.filter((head) => head.kind === 'read');
  return {
    made: await sealAll(ffmpeg, readable),
    unread: heads.filter((head) => head.kind === 'unread'),
    shredded: segments.filter(({ keyId }) => !keys.get(keyId)),
  };
}

async function openKeys(ctx: MakingContext, segments: readonly QueuedThumbnail[]) {
  const keys = new Map<KeyId, Buffer | null>();
  for (const { keyId } of segments) {
    if (keys.has(keyId)) continue;
    keys.set(keyId, (await readDataKey(ctx.db, ctx.masterKey, keyId))?.key ?? null);
  }
  return keys;
}

interface Opened {
  readonly segment: QueuedThumbnail;
  readonly key: Buffer;
}

interface ReadHead extends Opened {
  readonly kind: 'read';
  readonly head: KeyFrame | null;
}

async function readHead(ctx: MakingContext, { segment, key }: Opened) {
  try {
    const head = await readKeyFrame(ctx, segment, key);
    return { kind: 'read', segment, key, head } as const;
  } catch (error) {
    return { kind: 'unread', segment, error } as const;
  }
}

async function sealAll(ffmpeg: string, heads: readonly ReadHead[]): Promise<MadeThumbnail[]> {
  const drawable = heads.flatMap((head) => (head.head ? [{ ...head, head: head.head }] : []));
  const frames = drawable.map(({ head: { codec, frame } }) => ({ format: codec, bytes: frame }));
  const thumbnails = frames.length === 0 ? [] : await renderThumbnails(ffmpeg, frames, SIDE);
  const bySegment = new Map(drawable.map(({ segment }, index) => [segment.id, thumbnails[index]]));
  return heads.map(({ segment, key, head }) => {
    const thumbnail = bySegment.get(segment.id);
    return {
      segment,
      sealed: thumbnail
        ? sealPiece(pieceKey(key, 'thumbnails'), thumbnail, thumbnailPlace(segment))
        : null,
      change: head && screenChange({ ...segment, keyFrameBytes: head.packetBytes }),
    };
  });
}

/** The most that is fetched from the archive: the key frame of a 4K screen has less than 1 MiB. */
const HEAD_BYTES = 1024 * 1024;

/**
 * The first frame of a segment, decrypted in memory; null when it begins with none. From the archive
 * when there is no local copy any more. Throws what the stores throw.
 */
async function readKeyFrame(
  ctx: Pick<WorkerContext, 'hot' | 'archive'>,
  segment: QueuedThumbnail,
  dataKey: Buffer,
): Promise<KeyFrame | null> {
  const source = await openHead(ctx, segment);
  try {
    const reader = new KeyFrameReader();
    for await (const chunk of decryptSegment(source.chunks(), segmentKeyOf(dataKey, segment))) {
      if (reader.push(chunk)) break;
    }
    return reader.finish();
  } finally {
    await source.close();
  }
}

async function openHead(
  { hot, archive }: Pick<WorkerContext, 'hot' | 'archive'>,
  segment: QueuedThumbnail,
): Promise<BlobReader> {
  const objectKey = segmentObjectKey(segment);
  try {
    return await hot.read(objectKey);
  } catch (error) {
    if (archive === null || !isAppError(error, 'blob-missing')) throw error;
    return archive.read(objectKey, { start: 0, end: Math.min(segment.bytes, HEAD_BYTES) });
  }
}
