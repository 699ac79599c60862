import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { type DeviceId, idLowerBound } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { OBJECT_KEY_COLUMNS, segments } from '@workcompanion/db/schema/segments';
import { MAX_SPAN, spans } from '@workcompanion/db/schema/spans';
import { and, asc, eq, gt, gte, lt, max, min, sql } from 'drizzle-orm';
import type { CataloguedObject } from './compare-listings.ts';

const DEVICES = 500;
const PAGE = 5_000;
const SECOND = 1_000_000;
/** µs. A stretch of a device that one query looks through. */
const STRETCH = 31 * 24 * 3_600_000_000;

/** Every segment of the catalogue in the order of the object keys: by device, then by time. */
export async function* listCatalogue(db: Db): AsyncGenerator<CataloguedObject> {
  for await (const device of allDevices(db)) {
    const [known] = await db
      .select({ first: min(spans.startsAt), last: max(spans.startsAt) })
      .from(spans)
      .where(eq(spans.deviceId, device));
    if (known?.first == null || known.last == null) continue;
    // The time in an id may differ by a millisecond from the start that it tells.
    // Spans are told by their start, and segments of one lie up to its greatest length behind it.
    for (let from = known.first - SECOND; from <= known.last + MAX_SPAN; from += STRETCH) {
      yield* ofStretch(db, device, from);
    }
  }
}

async function* allDevices(db: Db): AsyncGenerator<DeviceId> {
  let last: DeviceId | null = null;
  for (;;) {
    const page: { id: DeviceId }[] = await db
      .select({ id: devices.id })
      .from(devices)
      .where(last === null ? undefined : gt(devices.id, last))
      .orderBy(asc(devices.id))
      .limit(DEVICES);
    for (const { id } of page) yield id;
    last = page.at(-1)?.id ?? null;
    if (page.length < DEVICES) return;
  }
}

async function* ofStretch(
  db: Db,
  device: DeviceId,
  from: number,
): AsyncGenerator<CataloguedObject> {
  let first = idLowerBound(from / 1000);
  const end = idLowerBound((from + STRETCH) / 1000);
  for (;;) {
    const page = await readPage(db, { device, from, first, end });
    for (const row of page) yield { ...row, key: segmentObjectKey(row) };
    const last = page.at(-1)?.id;
    if (last === undefined || page.length < PAGE) return;
    first = nextId(last);
  }
}

interface Page {
  readonly device: DeviceId;
  readonly from: number;
  readonly first: string;
  readonly end: string;
}

function readPage(db: Db, { device, from, first, end }: Page) {
  const recordings = db
    .selectDistinct({ recordingId: spans.recordingId })
    .from(spans)
    .where(
      and(
        eq(spans.deviceId, device),
        gte(spans.startsAt, from - MAX_SPAN),
        lt(spans.startsAt, from + STRETCH + 1_000),
      ),
    )
    .as('recordings_of_stretch');
  return db
    .select({
      ...OBJECT_KEY_COLUMNS,
      bytes: segments.bytes,
      crc64: segments.crc64,
      state: segments.state,
    })
    .from(recordings)
    .innerJoin(segments, eq(segments.recordingId, recordings.recordingId))
    .where(sql`${segments.id} >= ${first}::uuid and ${segments.id} < ${end}::uuid`)
    .orderBy(asc(segments.id))
    .limit(PAGE);
}

/** The smallest value above an id. */
function nextId(id: string): string {
  const value = BigInt(`0x${id.replaceAll('-', '')}`) + 1n;
  const hex = value.toString(16).padStart(32, '0');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
