import { plainSize } from '@workcompanion/core/crypto/plain-size';
import { segmentKeyOf } from '@workcompanion/core/crypto/segment-key';
import { AppError } from '@workcompanion/core/errors';
import type { Tx } from '@workcompanion/db/client';
import type { DataKey } from '@workcompanion/db/keys/read-data-key';
import { SPAN_TOLERANCE, spanOf } from '@workcompanion/db/queries/add-segment-to-spans';
import { assertOwnRecording } from '@workcompanion/db/queries/lock-recording';
import { formatUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { sql } from 'drizzle-orm';
import type { SegmentStatement } from './check-segment.ts';
import { assertKeyNotDestroyed } from './open-fitting-key.ts';
import type { ReceivedBody } from './receive-body.ts';

export interface StoredSegment {
  readonly body: ReceivedBody;
  readonly dataKey: DataKey;
  /** Where the bytes lie, and under which kind of key; as an upload leaves them when not said. */
  readonly state?: 'hot' | 'cold';
  readonly hasDigestInKey?: boolean;
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
  stored: StoredSegment,
): Promise<void> {
  const { segment, span, cutFrom, cutTo, policyVersion } = filedSegment(statement, stored);
  const { rows } = await tx.execute<{ refusal: string | null }>(sql`
    select file_segment(
      jsonb_populate_record(null::segments, ${JSON.stringify(segment)}::jsonb),
      jsonb_populate_record(null::spans, ${JSON.stringify(span)}::jsonb),
      ${SPAN_TOLERANCE}, ${cutFrom}::timestamptz, ${cutTo}::timestamptz) as refusal`);
  assertFiled(statement, rows[0]?.refusal ?? null);
  await tx.execute(sql`select queue_text(${statement.segment}::uuid, ${statement.device}::uuid,
    ${statement.recording}::uuid, ${policyVersion}::integer)`);
  await assertKeyLasts(tx, statement, stored.now);
}

/** Throws for what `file_segment` of the database refuses with. */
export function assertFiled(statement: SegmentStatement, refusal: string | null): void {
  const { segment, recording, sequence, display } = statement;
  assertOwnRecording(refusal, { recordingId: recording, display });
  if (refusal === null) return;
  throw new AppError(
    'segment-conflict',
    `Segment ${segment} (${sequence} of recording ${recording}) was stated differently before.`,
  );
}

/** µs. No rule deletes sooner: footage that comes in time costs no look at its key. */
const SHORTEST_RETENTION = 24 * 3_600_000_000;

/** Asked in the transaction that files the segment. Throws `key-window-mismatch`. */
export async function assertKeyLasts(
  tx: Tx,
  { start, keyId }: SegmentStatement,
  now: number,
): Promise<void> {
  if (now - start > SHORTEST_RETENTION) await assertKeyNotDestroyed(tx, keyId);
}

/** As the database's own functions read a segment and its span. */
export function filedSegment(
  statement: SegmentStatement,
  { body, dataKey, now, state = 'hot', hasDigestInKey = true }: StoredSegment,
) {
  const { segment: id, bytes, iv, sequence, duration } = statement;
  const keyed = { id, iv, hasOwnKey: statement.keyDerivation !== undefined };
  const ofDisplay = {
    recordingId: statement.recording,
    deviceId: statement.device,
    display: statement.display,
  };
  return {
    segment: {
      id,
      device_id: statement.device,
      recording_id: statement.recording,
      key_id: statement.keyId,
      starts_at: formatUtcMicros(statement.start),
      duration,
      crc64: BigInt.asIntN(64, BigInt(body.crc64)).toString(),
      journal_index: statement.index,
      sequence,
      frames: statement.frames,
      bytes,
      plain_bytes: plainSize({
        cipherBytes: bytes,
        end: body.end,
        ...segmentKeyOf(dataKey.key, keyed),
      }),
      md5: `\\x${statement.md5}`,
      sha256: `\\x${statement.sha256}`,
      iv: `\\x${iv}`,
      state,
      archived_at: state === 'cold' ? formatUtcMicros(now) : null,
      has_digest_in_key: hasDigestInKey,
      has_own_key: keyed.hasOwnKey,
    },
    ...spanOf({ ...ofDisplay, sequence, duration, bytes, startsAt: statement.start }),
    /** It says whether the text of the segment is read. */
    policyVersion: statement.policyVersion,
  };
}
