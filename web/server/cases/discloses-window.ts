import { MAX_SEGMENT } from '@workcompanion/db/queries/span-joint';
import { clips } from '@workcompanion/db/schema/clips';
import { MAX_SPAN } from '@workcompanion/db/schema/spans';
import { type SQL, sql } from 'drizzle-orm';

/**
 * Whether some of a clip is from before segments had keys of their own, so that its package holds
 * the key of a window (docs/decisions/039).
 */
export function disclosesWindow(): SQL<boolean> {
  const { footageFrom, footageTo } = clips;
  const micros = sql`interval '1 microsecond'`;
  return sql<boolean>`exists (
    select from jsonb_to_recordset(${clips.displays}) as lane (device uuid, display text)
    join spans on spans.device_id = lane.device and spans.display = lane.display
      and spans.starts_at >= ${footageFrom} - ${MAX_SPAN} * ${micros}
      and spans.starts_at < ${footageTo} and spans.ends_at > ${footageFrom}
    join segments on segments.recording_id = spans.recording_id
      and segments.id >= ${idBound(sql`${footageFrom} - ${MAX_SEGMENT} * ${micros}`)}
      and segments.id < ${idBound(sql`${footageTo} + interval '1 millisecond'`)}
      and segments.starts_at < ${footageTo}
      and segments.starts_at + segments.duration * ${micros} > ${footageFrom}
      and segments.state <> 'shredded' and not segments.has_own_key)`;
}

/** What `idLowerBound` makes of a time that only the database knows: it chooses the partitions. */
function idBound(at: SQL) {
  return sql`(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;
}
