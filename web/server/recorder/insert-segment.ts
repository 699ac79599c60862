import { plainSize } from '@workcompanion/core/crypto/plain-size';
import { segmentKeyOf } from '@workcompanion/core/crypto/segment-key';
import { AppError } from '@workcompanion/core/errors';
import type { Tx } from '@workcompanion/db/client';
import type { DataKey } from '@workcompanion/db/keys/open-data-key';
import { addSegmentToSpans } from '@workcompanion/db/queries/add-segment-to-spans';
import { segments } from '@workcompanion/db/schema/segments';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-queue';
import type { SegmentStatement } from './check-segment.ts';
import { assertKeyNotDestroyed } from './open-fitting-key.ts';
import type { ReceivedBody } from './receive-body.ts';

interface StoredSegment {
  readonly body: ReceivedBody;
  readonly dataKey: DataKey;
  /** Where the bytes lie, and under which kind of key; as an upload leaves them when not said. */
  readonly state?: 'hot' | 'cold';
  readonly hasDigestInKey?: boolean;
}

interface Moment {
  /** UTC µs. */
  readonly now: number;
}

/**
 * The catalogue row of a segment whose bytes are in place. Throws `segment-conflict`, and
 * `key-window-mismatch` when retention destroyed the key while they came.
 */
export async function insertSegment(
  tx: Tx,
  statement: SegmentStatement,
  { now, ...stored }: StoredSegment & Moment,
): Promise<void> {
  if (now - statement.start > SHORTEST_RETENTION) await assertKeyNotDestroyed(tx, statement.keyId);
  const inserted = await tx
    .insert(segments)
    .values(segmentRow(statement, { ...stored, now }))
    .onConflictDoNothing()
    .returning({ id: segments.id });
  const isNew = inserted.length > 0 && (await addSegmentToSpans(tx, spanPart(statement)));
  if (!isNew) throw segmentConflict(statement);
  await tx
    .insert(thumbnailQueue)
    .values({ segmentId: statement.segment, deviceId: statement.device })
    .onConflictDoNothing();
}

/** µs. No rule deletes sooner: footage that comes in time costs no look at its key. */
const SHORTEST_RETENTION = 24 * 3_600_000_000;

function segmentConflict({ segment, recording, sequence }: SegmentStatement): AppError {
  return new AppError(
    'segment-conflict',
    `Segment ${segment} (${sequence} of recording ${recording}) was stated differently before.`,
  );
}

function spanPart(statement: SegmentStatement) {
  return {
    recordingId: statement.recording,
    deviceId: statement.device,
    display: statement.display,
    sequence: statement.sequence,
    startsAt: statement.start,
    duration: statement.duration,
    bytes: statement.bytes,
  };
}

function segmentRow(
  statement: SegmentStatement,
  { body, dataKey, now, state = 'hot', hasDigestInKey = true }: StoredSegment & Moment,
): typeof segments.$inferInsert {
  const { bytes, iv } = statement;
  const keyed = { id: statement.segment, iv, hasOwnKey: statement.keyDerivation !== undefined };
  return {
    id: statement.segment,
    deviceId: statement.device,
    recordingId: statement.recording,
    keyId: statement.keyId,
    startsAt: statement.start,
    duration: statement.duration,
    crc64: body.crc64,
    journalIndex: statement.index,
    sequence: statement.sequence,
    frames: statement.frames,
    bytes,
    plainBytes: plainSize({
      cipherBytes: bytes,
      end: body.end,
      ...segmentKeyOf(dataKey.key, keyed),
    }),
    md5: statement.md5,
    sha256: statement.sha256,
    iv,
    state,
    archivedAt: state === 'cold' ? now : null,
    hasDigestInKey,
    hasOwnKey: keyed.hasOwnKey,
  };
}
