import { AppError } from '@workcompanion/core/errors';
import { EmployeeId } from '@workcompanion/core/ids';
import { readDeviceDay } from '@workcompanion/db/queries/read-device-day';
import { devices } from '@workcompanion/db/schema/devices';
import { employees } from '@workcompanion/db/schema/employees';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { PersonDay } from '../../contract/people.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { countMissingEntries } from '../devices/count-missing-entries.ts';
import { accountedFor, lengthOf } from './accounted-for.ts';
import { deviceLanes } from './device-lanes.ts';
import { localDay } from './local-day.ts';
import { mergeLanes } from './merge-lanes.ts';
import { readMoments } from './read-moments.ts';
import { readRecordingsOfDay } from './read-recordings-of-day.ts';
import { readWatchedBefore } from './read-watched-before.ts';
import { storedBytes } from './stored-bytes.ts';

export const ReadPersonDay = z.object({ person: EmployeeId, date: z.iso.date() });

/** Everything that is known of one person's day, by the calendar of their own zone. */
export async function readPersonDay(
  ctx: UserContext,
  { person, date }: z.infer<typeof ReadPersonDay>,
): Promise<PersonDay> {
  assertRight(ctx.user, 'list');
  const now = ctx.now();
  const employee = await findEmployee(ctx, person);
  const day = localDay(date, employee.timeZone);
  const owned = await ctx.db.select().from(devices).where(eq(devices.employeeId, person));
  const stretch = { deviceIds: owned.map(({ id }) => id), from: day.from, to: day.to };
  const footage = await readDeviceDay(ctx.db, stretch);
  const recordings = await readRecordingsOfDay(ctx.db, stretch, footage.spans);
  const lanes = owned.flatMap((device) =>
    deviceLanes(device, footage, { ...day, now }).map(({ display, pieces }) => ({
      device: device.id,
      hostname: device.host.hostname,
      display,
      geometry: recordings.geometryOf(device.id, display),
      pieces,
    })),
  );
  const pieces = lanes.map((lane) => lane.pieces);
  const missing = await Promise.all(owned.map((device) => countMissingEntries(ctx.db, device)));
  const missingEntries = missing.reduce((sum, count) => sum + count, 0);
  return {
    person: {
      id: employee.id,
      name: employee.name,
      login: employee.login,
      timeZone: employee.timeZone,
    },
    ...day,
    now,
    lanes,
    recordedMicros: lengthOf(mergeLanes(pieces).filter((piece) => piece.kind === 'span')),
    accountedFor: accountedFor(pieces),
    journal: { complete: missingEntries === 0, missing: missingEntries },
    storedBytes: storedBytes(footage.spans, day),
    moments: await readMoments(ctx.db, stretch, {
      gaps: footage.gaps,
      recordings: recordings.rows,
    }),
    watchedBefore: await readWatchedBefore(ctx.db, stretch),
  };
}

async function findEmployee(ctx: UserContext, id: EmployeeId) {
  const [employee] = await ctx.db.select().from(employees).where(eq(employees.id, id));
  if (!employee) throw new AppError('not-found', `There is no person ${id}.`);
  return employee;
}
