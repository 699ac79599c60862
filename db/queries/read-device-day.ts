import type { DeviceId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { and, asc, gt, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { Db, Tx } from '../client.ts';
import { gaps, MAX_SPAN, spans } from '../schema/spans.ts';

export interface DayOfDevices {
  readonly deviceIds: readonly DeviceId[];
  readonly from: UtcMicros;
  readonly to: UtcMicros;
}

export interface DeviceDay {
  readonly spans: (typeof spans.$inferSelect)[];
  readonly gaps: (typeof gaps.$inferSelect)[];
}

/** Every span and gap that overlaps [from, to), whole as stored, by device and start. */
export async function readDeviceDay(db: Db | Tx, day: DayOfDevices): Promise<DeviceDay> {
  if (day.deviceIds.length === 0) return { spans: [], gaps: [] };
  return { spans: await spansOf(db, day), gaps: await gapsOf(db, day) };
}

function spansOf(db: Db | Tx, { deviceIds, from, to }: DayOfDevices) {
  return db
    .select()
    .from(spans)
    .where(
      and(
        inArray(spans.deviceId, [...deviceIds]),
        // No span is longer, so that its start bounds the search on both sides.
        gte(spans.startsAt, from - MAX_SPAN),
        lt(spans.startsAt, to),
        gt(spans.endsAt, from),
      ),
    )
    .orderBy(asc(spans.deviceId), asc(spans.startsAt));
}

/** Two searches, each bounded by its own index: short gaps by their start, long ones by their end. */
function gapsOf(db: Db | Tx, { deviceIds, from, to }: DayOfDevices) {
  const ofDevices = inArray(gaps.deviceId, [...deviceIds]);
  const long = sql`(ends_at is null or ends_at - starts_at > interval '24 hours')`;
  const short = db
    .select()
    .from(gaps)
    .where(
      and(
        ofDevices,
        gte(gaps.startsAt, from - MAX_SPAN),
        lt(gaps.startsAt, to),
        gt(gaps.endsAt, from),
        sql`not ${long}`,
      ),
    );
  const others = db
    .select()
    .from(gaps)
    .where(
      and(ofDevices, long, lt(gaps.startsAt, to), or(isNull(gaps.endsAt), gt(gaps.endsAt, from))),
    );
  return unionAll(short, others).orderBy(asc(gaps.deviceId), asc(gaps.startsAt));
}
