import { AppError } from '@workcompanion/core/errors';
import type { DeviceId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { findDevice } from '@workcompanion/db/queries/select-devices';
import { clockDoubts } from '@workcompanion/db/schema/clock-doubts';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { eq, sql } from 'drizzle-orm';
import type {
  ClockDoubt,
  DeviceJournal,
  ReadDeviceJournal,
} from '../../contract/device-journal.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { countMissingEntries, listMissingRanges } from '../journal/missing-entries.ts';
import { listJournalDamages } from './list-journal-damages.ts';

/** More holes than anybody reads; the count beside them is of all. */
const MOST_HOLES = 100;
const MOST_DAMAGES = 20;

/** How complete the journal of a device is, and which of its numbers have not come. */
export async function readDeviceJournal(
  ctx: UserContext,
  { device: id }: ReadDeviceJournal,
): Promise<DeviceJournal> {
  assertRight(ctx.user, 'list');
  const device = await findDevice(ctx.db, id);
  if (!device) throw new AppError('not-found', `There is no device ${id}.`);
  const { journalNext, journalEnd, backlogSegments } = device;
  const missing = await countMissingEntries(ctx.db, device);
  const holes =
    missing === 0 ? [] : await listMissingRanges(ctx.db, { id, journalNext }, MOST_HOLES);
  const lost = await countLostEntries(ctx.db, id);
  const damages = await listJournalDamages(ctx.db, {
    devices: [id],
    from: 0,
    to: Number.MAX_SAFE_INTEGER,
    limit: MOST_DAMAGES,
  });
  return {
    now: ctx.now(),
    end: journalEnd,
    received: journalEnd - missing - lost,
    missing,
    lost,
    holes: holes.map(({ first, last, since }) => ({ from: first, to: last + 1, since })),
    waitingSegments: backlogSegments,
    damages: damages.map(({ device, ...damage }) => damage),
    clockDoubts: await listClockDoubts(ctx.db, id),
  };
}

async function listClockDoubts(db: Db, device: DeviceId): Promise<ClockDoubt[]> {
  const { kind, entries, firstIndex: first, lastIndex: last, most } = clockDoubts;
  return db
    .select({ kind, entries, first, last, most })
    .from(clockDoubts)
    .where(eq(clockDoubts.deviceId, device))
    .orderBy(kind);
}

/** How many journal entries the device can't show any more, and we do not hold either. */
async function countLostEntries(db: Db, device: DeviceId): Promise<number> {
  const { rows } = await db.execute<{ lost: string }>(sql`
    select coalesce(sum(upper(part) - lower(part) - (
      select count(*) from ${journalEntries}
      where ${journalEntries}.device_id = ${device} and index >= lower(part) and index < upper(part)
    )), 0) as lost
    from ${deviceStates}, unnest(journal_lost) part where device_id = ${device}`);
  return Number(rows[0]?.lost ?? 0);
}
