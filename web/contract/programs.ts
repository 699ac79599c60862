import { DeviceId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { ReadPersonDay } from './people.ts';

/** A time in which one program, and one window of it, was in front. */
export const ProgramUse = z.object({
  from: UtcMicros,
  to: UtcMicros,
  /** As the system names it ("chrome.exe"); null: nothing that has a name was in front. */
  program: z.string().nullable(),
  /** Null where the policy leaves titles out. */
  title: z.string().nullable(),
});
export type ProgramUse = z.infer<typeof ProgramUse>;

/** What was in front on one computer; between two uses nothing was seen. */
export const ProgramLane = z.object({
  device: DeviceId,
  uses: z.array(ProgramUse),
  /** Tracks that lie here and do not open. */
  unreadable: z.number().int(),
});
export type ProgramLane = z.infer<typeof ProgramLane>;

/** Computers of which nothing was noted are left out. */
export const DayPrograms = z.object({ lanes: z.array(ProgramLane) });
export type DayPrograms = z.infer<typeof DayPrograms>;

export const PROGRAM_ROUTES = defineRoutes({
  readDayPrograms: {
    method: 'GET',
    path: '/api/portal/people/{person}/days/{date}/programs',
    params: ReadPersonDay,
    answer: DayPrograms,
  },
});
