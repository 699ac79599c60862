import { AppError } from '@workcompanion/core/errors';
import { DeviceId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { findDevice } from '@workcompanion/db/queries/find-device';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { parseUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { DeviceJournal } from '../../contract/devices.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { countMissingEntries } from './count-missing-entries.ts';

export const ReadDeviceJournal = z.object({ device: DeviceId });

/** More holes than anybody reads; the count beside them is of all. */
const MOST_HOLES = 100;

/** How complete the journal of a device is, and which of its numbers have not come. */
export async function readDeviceJournal(
  ctx: UserContext,
  { device: id }: z.infer<typeof ReadDeviceJournal>,
): Promise<DeviceJournal> {
  assertRight(ctx.user, 'list');
  const device = await findDevice(ctx.db, id);
  if (!device) throw new AppError('not-found', `There is no device ${id}.`);
  const { journalNext, journalEnd, backlogSegments } = device;
  const missing = await countMissingEntries(ctx.db, device);
  return {
    now: ctx.now(),
    end: journalEnd,
    received: journalEnd - missing,
    missing,
    holes: missing === 0 ? [] : await listHoles(ctx.db, { id, journalNext }),
    waitingSegments: backlogSegments,
  };
}

/** From the first missing entry on: each entry received whose neighbour below was not. */
async function listHoles(
  db: Db,
  { id, journalNext }: { readonly id: DeviceId; readonly journalNext: number },
): Promise<DeviceJournal['holes']> {
  const { rows } = await db.execute<{ from: string; to: string; since: string }>(sql`
    select hole_from as from, index as to, received_at::text as since from (
      select index, received_at, coalesce(lag(index) over (order by index) + 1, ${journalNext}) as hole_from
      from ${journalEntries} where device_id = ${id} and index >= ${journalNext}
    ) entries
    where index > hole_from order by index limit ${MOST_HOLES}`);
  return rows.map(({ from, to, since }) => ({
    from: Number(from),
    to: Number(to),
    since: parseUtcMicros(since),
  }));
}
