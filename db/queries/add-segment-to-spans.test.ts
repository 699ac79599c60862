import { type DeviceId, newId, RecordingId } from '@workcompanion/core/ids';
import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_SPAN, spans } from '../schema/spans.ts';
import { insertDevice } from '../testing/insert-device.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withTransaction } from '../transaction.ts';
import { addSegmentToSpans, type SegmentOfSpan } from './add-segment-to-spans.ts';

const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;
const START = Date.parse('2026-11-24T08:00:00Z') * 1000;

let database: TestDatabase;
let deviceId: DeviceId;

beforeAll(async () => {
  database = await createTestDatabase();
  deviceId = await insertDevice(database.db);
});
afterAll(() => database.close());

const newRecording = () => newId(RecordingId, START / 1000);

function segment(recordingId: RecordingId, sequence: number, facts: Partial<SegmentOfSpan> = {}) {
  return {
    deviceId,
    recordingId,
    display: 'HDMI-1',
    sequence,
    startsAt: START + sequence * 60 * SECOND,
    duration: 60 * SECOND,
    bytes: 1000 + sequence,
    ...facts,
  };
}

function add(one: SegmentOfSpan): Promise<boolean> {
  return withTransaction(database.db, (tx) => addSegmentToSpans(tx, one));
}

function spansOf(recordingId: RecordingId) {
  return database.db
    .select({
      startsAt: spans.startsAt,
      endsAt: spans.endsAt,
      firstSequence: spans.firstSequence,
      lastSequence: spans.lastSequence,
      bytes: spans.bytes,
    })
    .from(spans)
    .where(eq(spans.recordingId, recordingId))
    .orderBy(asc(spans.firstSequence));
}

describe('addSegmentToSpans', () => {
  it('extends, prepends and joins by sequence', async () => {
    const recording = newRecording();
    for (const sequence of [5, 6, 3]) await add(segment(recording, sequence));
    expect(await spansOf(recording)).toHaveLength(2);
    await add(segment(recording, 4));
    expect(await spansOf(recording)).toEqual([
      {
        startsAt: START + 180 * SECOND,
        endsAt: START + 420 * SECOND,
        firstSequence: 3,
        lastSequence: 6,
        bytes: 4018,
      },
    ]);
  });

  it('says that a sequence is there already, and counts nothing twice', async () => {
    const recording = newRecording();
    expect(await add(segment(recording, 0))).toBe(true);
    expect(await add(segment(recording, 1))).toBe(true);
    expect(await add(segment(recording, 0))).toBe(false);
    expect(await spansOf(recording)).toMatchObject([{ lastSequence: 1, bytes: 2001 }]);
  });

  it('keeps a hole in time open although the sequences follow each other', async () => {
    const recording = newRecording();
    await add(segment(recording, 0));
    await add(segment(recording, 1, { startsAt: START + 5 * HOUR }));
    expect(await spansOf(recording)).toHaveLength(2);
  });

  it('refuses a recording of another device, or of another display', async () => {
    const recording = newRecording();
    await add(segment(recording, 0));
    const stranger = await insertDevice(database.db);
    await expect(add(segment(recording, 1, { deviceId: stranger }))).rejects.toMatchObject({
      code: 'foreign-device',
    });
    await expect(add(segment(recording, 1, { display: 'DP-2' }))).rejects.toMatchObject({
      code: 'statement-mismatch',
    });
    expect(await spansOf(recording)).toHaveLength(1);
  });

  it('makes the same spans of a recording whose segments arrive at the same time', async () => {
    const recording = newRecording();
    const all = Array.from({ length: 40 }, (_, sequence) => segment(recording, sequence));
    await Promise.all(all.toReversed().map(add));
    expect(await spansOf(recording)).toMatchObject([{ firstSequence: 0, lastSequence: 39 }]);
  });

  it('makes the same spans in every order of arrival, none longer than a day', async () => {
    const length = fc.integer({ min: 1, max: HOUR });
    const hole = fc.oneof(
      { weight: 8, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 2 * SECOND, max: 9 * HOUR }) },
    );
    const lost = fc.integer({ min: 0, max: 9 });
    const recorded = fc.array(fc.tuple(length, hole, lost), { minLength: 1, maxLength: 60 });
    const arrival = recorded.chain((facts) => {
      const indexes = facts.map((_, index) => index);
      return fc.tuple(
        fc.constant(facts),
        fc.shuffledSubarray(indexes, { minLength: indexes.length }),
      );
    });
    await fc.assert(
      fc.asyncProperty(arrival, async ([facts, order]) => {
        const [first, second] = [newRecording(), newRecording()];
        const made = segmentsOf(facts);
        const inOrder = made.map((one) => segment(first, one.sequence, one));
        const shuffled = order.map((index) => made[index]).filter((one) => one !== undefined);
        await withTransaction(database.db, async (tx) => {
          for (const one of inOrder) await addSegmentToSpans(tx, one);
          for (const one of shuffled)
            await addSegmentToSpans(tx, segment(second, one.sequence, one));
        });
        const found = await spansOf(first);
        expect(await spansOf(second)).toEqual(found);
        expect(Math.max(...found.map((span) => span.endsAt - span.startsAt))).toBeLessThanOrEqual(
          MAX_SPAN,
        );
        expect(footage(found)).toBe(made.reduce((sum, one) => sum + one.duration, 0));
      }),
      { numRuns: 25 },
    );
  });
});

/** One in ten segments never arrives; the others follow each other, with a hole here and there. */
function segmentsOf(facts: readonly (readonly [number, number, number])[]) {
  let startsAt = START;
  return facts.flatMap(([duration, hole, lost], sequence) => {
    const one = { sequence, startsAt: startsAt + hole, duration };
    startsAt += hole + duration;
    return lost === 0 && sequence > 0 ? [] : [one];
  });
}

function footage(found: readonly { startsAt: number; endsAt: number }[]): number {
  return found.reduce((sum, span) => sum + span.endsAt - span.startsAt, 0);
}
