import {
  cipherRange,
  decryptRange,
  decryptSegment,
  type SegmentKey,
} from '@workcompanion/core/crypto/decrypt-segment';
import { segmentKeyOf } from '@workcompanion/core/crypto/segment-key';
import { AppError } from '@workcompanion/core/errors';
import type { SegmentId } from '@workcompanion/core/ids';
import type { BlobReader, ByteRange } from '@workcompanion/core/storage/blob-store';
import type { segments } from '@workcompanion/db/schema/segments';
import type { UserContext } from '../auth/user-context.ts';
import type { ByteSource } from '../http/reply.ts';
import { openDataKey } from '../keys/open-data-key.ts';
import type { PortalMetrics } from '../metrics/portal-metrics.ts';
import { type FootageDelivery, logDelivery } from '../views/log-delivery.ts';
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
  /** Aborted when the client leaves. */
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
 * those of its statement. That it is given is logged first. Throws `forbidden`, `purpose-required`,
 * `not-found`, `range-not-satisfiable`, `footage-lost`, `restore-needed`, and `unavailable` with the
 * time of the next try.
 */
export async function openSegment(
  ctx: UserContext,
  { id, range: wanted, ifRange, headOnly, signal }: SegmentRequest,
): Promise<OpenedSegment> {
  const played = await ctx.playedSegments.find(ctx.db, id, ctx.now());
  if (!played) throw new AppError('not-found', `There is no segment ${id}.`);
  const { segment, display } = played;
  const { deviceId: device, startsAt: from, duration } = segment;
  const purposeId = await requireViewRight(ctx, { device, from, to: from + duration });
  const etag = `"${segment.sha256}"`;
  const isCurrent = ifRange === null || ifRange === etag;
  const range = isCurrent ? rangeOf(wanted, segment.plainBytes) : null;
  const content = headOnly ? null : begun(await openContent(ctx, segment, { range, signal }));
  const stretch = { kind: 'footage', display, from, to: from + duration } as const;
  if (content !== null) await logOrClose(ctx, { device, purposeId, stretch }, content);
  return { etag, size: segment.plainBytes, range, content };
}

/** The first bytes are read and decrypted while it is written down that they will be given. */
function begun(source: ByteSource): ByteSource {
  const chunks = source.chunks()[Symbol.asyncIterator]();
  const first = chunks.next();
  first.catch(() => undefined);
  return {
    ...source,
    async *chunks() {
      for (let next = await first; next.done !== true; next = await chunks.next()) yield next.value;
    },
    async close() {
      await source.close();
      await first.catch(() => undefined);
      await chunks.return?.();
    },
  };
}

/** What can't be logged is not given. */
async function logOrClose(
  ctx: UserContext,
  delivery: FootageDelivery,
  content: ByteSource,
): Promise<void> {
  try {
    await logDelivery(ctx, delivery);
  } catch (error) {
    await content.close();
    throw error;
  }
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
    release: freeBuffer,
    close: () => reader.close(),
  };
}

/**
 * Gives the memory of a large chunk back at once. Left to the garbage collector, what was decrypted
 * piles up to many MB a viewer, and each piece costs fresh pages.
 */
function freeBuffer({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > POOLED_BYTES) buffer.transfer(0);
}

/** What is smaller may share its memory with others (`Buffer.poolSize`). */
const POOLED_BYTES = 64 * 1024;

/** `openSegment`, with what is sent of it counted. */
export async function openCountedSegment(
  ctx: UserContext,
  request: SegmentRequest,
): Promise<OpenedSegment> {
  const opened = await openSegment(ctx, request);
  if (opened.content === null) return opened;
  ctx.metrics.playedSegments.inc();
  return { ...opened, content: counted(opened.content, ctx.metrics) };
}

function counted(source: ByteSource, { playedBytes }: PortalMetrics): ByteSource {
  return {
    ...source,
    async *chunks() {
      for await (const chunk of source.chunks()) {
        playedBytes.inc(chunk.length);
        yield chunk;
      }
    },
  };
}
