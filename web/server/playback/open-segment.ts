import { cipherRange } from '@workcompanion/core/crypto/cipher-range';
import { decryptRange } from '@workcompanion/core/crypto/decrypt-range';
import { decryptSegment, type SegmentKey } from '@workcompanion/core/crypto/decrypt-segment';
import { segmentKeyOf } from '@workcompanion/core/crypto/segment-key';
import { AppError } from '@workcompanion/core/errors';
import type { PurposeId, SegmentId } from '@workcompanion/core/ids';
import type { BlobReader, ByteRange } from '@workcompanion/core/storage/blob-store';
import { recordings } from '@workcompanion/db/schema/recordings';
import type { segments } from '@workcompanion/db/schema/segments';
import { eq, sql } from 'drizzle-orm';
import type { UserContext } from '../auth/user-context.ts';
import type { ByteSource } from '../http/reply.ts';
import { openDataKey } from '../keys/open-data-key.ts';
import { findStoredSegment } from '../recorder/find-stored-segment.ts';
import { logDelivery } from '../views/log-delivery.ts';
import { openProved } from './proof/open-proved.ts';
import { rangeOf } from './range-of.ts';
import { requireViewRight } from './view-rights.ts';

export interface SegmentRequest {
  readonly id: SegmentId;
  /** The `Range` header. */
  readonly range: string | null;
  /** The `If-Range` header. */
  readonly ifRange: string | null;
  /** HEAD: nothing is opened. */
  readonly headOnly: boolean;
  /** Of the client's leaving. */
  readonly signal: AbortSignal;
}

export interface OpenedSegment {
  /** Strong: of the ciphertext, which decides the plain text. */
  readonly etag: string;
  /** Bytes of the whole plain segment. */
  readonly size: number;
  /** Null: the whole. */
  readonly range: ByteRange | null;
  readonly content: ByteSource | null;
}

type Segment = typeof segments.$inferSelect;

/**
 * The plain MPEG-TS of a segment, decrypted while it is sent; its end comes only of bytes that are
 * those of its statement. That it is given is logged first. Throws `forbidden`, `purpose-required`, `not-found`,
 * `range-not-satisfiable`, `footage-lost`, `restore-needed`, and `unavailable` with
 * the time of the next try.
 */
export async function openSegment(
  ctx: UserContext,
  { id, range: wanted, ifRange, headOnly, signal }: SegmentRequest,
): Promise<OpenedSegment> {
  const segment = await findStoredSegment(ctx.db, id);
  if (!segment) throw new AppError('not-found', `There is no segment ${id}.`);
  const { deviceId: device, startsAt: from, duration } = segment;
  const purposeId = await requireViewRight(ctx, { device, from, to: from + duration });
  const etag = `"${segment.sha256}"`;
  const isCurrent = ifRange === null || ifRange === etag;
  const range = isCurrent ? rangeOf(wanted, segment.plainBytes) : null;
  const content = headOnly ? null : await openContent(ctx, segment, { range, signal });
  if (content !== null) await logOrClose(ctx, segment, { purposeId, content });
  return { etag, size: segment.plainBytes, range, content };
}

/** What can't be logged is not given. */
async function logOrClose(
  ctx: UserContext,
  { deviceId: device, recordingId, startsAt: from, duration }: Segment,
  { purposeId, content }: { readonly purposeId: PurposeId | null; readonly content: ByteSource },
): Promise<void> {
  try {
    const display = await displayOf(ctx, recordingId);
    const stretch = { kind: 'footage', display, from, to: from + duration } as const;
    await logDelivery(ctx, { device, purposeId, stretch });
  } catch (error) {
    await content.close();
    throw error;
  }
}

async function displayOf({ db }: UserContext, id: Segment['recordingId']): Promise<string> {
  const [recording] = await db
    .select({ display: recordings.display })
    .from(recordings)
    .where(eq(recordings.id, sql.placeholder('id')))
    .prepare('display_of_recording')
    .execute({ id });
  if (!recording) throw new AppError('internal', `There is no recording ${id}.`);
  return recording.display;
}

async function openContent(
  ctx: UserContext,
  segment: Segment,
  { range, signal }: { readonly range: ByteRange | null; readonly signal: AbortSignal },
): Promise<ByteSource> {
  const dataKey = await openDataKey(ctx, segment.keyId);
  if (!dataKey) throw new AppError('not-found', `The key of segment ${segment.id} was destroyed.`);
  const key = segmentKeyOf(dataKey.key, segment);
  if (range === null) return whole(await openProved(ctx, segment, { signal }), key);
  const cipher = cipherRange({ ...range, cipherBytes: segment.bytes });
  const reader = await openProved(ctx, segment, { range: cipher.read, signal });
  return {
    chunks: () => decryptRange(reader.chunks(), cipher, key),
    close: () => reader.close(),
  };
}

function whole(reader: BlobReader, key: SegmentKey): ByteSource {
  return {
    chunks: () => decryptSegment(reader.chunks(), key, reader.recycle),
    close: () => reader.close(),
  };
}
