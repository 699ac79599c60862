import { DeviceHealth } from '@workcompanion/core/fleet/device-health';
import { DeviceId, PersonId, TeamId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { JournalDamage } from './device-journal.ts';
import { MonthParam, PeopleMonth, PersonMonth, PersonMonthSort } from './month.ts';
import { Right } from './session.ts';
import { sortOf } from './sort.ts';
import { PageSize, SortCursor, sortedPage } from './sorted-page.ts';
import { PersonNamesPage } from './teams.ts';
import { knownOf, told } from './told.ts';
import { ViewEntry } from './views.ts';
import { AskedPurpose } from './watching.ts';

/** How much of a screen was written in a stretch: the more it changes, the more bytes. */
export const ActivitySample = z.object({
  from: UtcMicros,
  to: UtcMicros,
  bytes: z.number().int().min(0),
});
export type ActivitySample = z.infer<typeof ActivitySample>;

export const DayActivity = z.object({
  lanes: z.array(
    z.object({ device: DeviceId, display: z.string(), samples: z.array(ActivitySample) }),
  ),
});
export type DayActivity = z.infer<typeof DayActivity>;

/** The cause of a gap where there was footage that a retention rule has deleted. */
export const DELETED = 'deleted';
/** There was footage, and its bytes are neither here nor in the archive. */
export const NOT_FOUND = 'not-found';
/** The cause of a pending piece that is at the portal, and too fresh for the viewer. */
export const TOO_FRESH = 'too-fresh';

/**
 * One drawn piece of a lane. `pending` is recorded but not uploaded yet, or still being recorded, or
 * too fresh for the viewer.
 */
export const TimelinePiece = z.object({
  kind: told(z.enum(['span', 'gap', 'pending'])),
  from: UtcMicros,
  to: UtcMicros,
  /** A GapCause, `DELETED` or `NOT_FOUND` for gaps; `TOO_FRESH` or null for what is pending. */
  cause: z.string().nullable(),
  note: z.string().nullable(),
});
export type TimelinePiece = z.infer<typeof TimelinePiece>;

export const PersonSummary = z.object({
  id: PersonId,
  name: z.string(),
  login: z.string().nullable(),
  team: z.object({ id: TeamId, name: z.string() }).nullable(),
  timeZone: z.string(),
  devices: z.array(z.object({ id: DeviceId, hostname: z.string(), health: told(DeviceHealth) })),
  lastFrameAt: UtcMicros.nullable(),
  /** The person's local day of now, merged over all displays. */
  today: z.object({
    date: z.iso.date(),
    from: UtcMicros,
    to: UtcMicros,
    recordedMicros: z.number().int(),
    pieces: z.array(TimelinePiece),
  }),
});
export type PersonSummary = z.infer<typeof PersonSummary>;
export const PersonSort = sortOf(['person', 'lastFrame']);
export type PersonSort = z.infer<typeof PersonSort>;

export const PeoplePage = z.object({ items: z.array(PersonSummary), next: z.string().nullable() });
export type PeoplePage = z.infer<typeof PeoplePage>;

export const Lane = z.object({
  device: DeviceId,
  hostname: z.string(),
  display: z.string(),
  geometry: z.object({ width: z.number(), height: z.number() }).nullable(),
  pieces: z.array(TimelinePiece),
  /** Where windows were painted over before recording, by policy. */
  covered: z.array(z.object({ from: UtcMicros, to: UtcMicros })),
});
export type Lane = z.infer<typeof Lane>;

export const Moment = z.object({
  at: UtcMicros,
  kind: told(
    z.enum([
      'recording-started',
      'recording-ended',
      'paused',
      'resumed',
      'gap',
      'policy-applied',
      'notice-acknowledged',
      'journal-damaged',
    ]),
  ),
  device: DeviceId,
  display: z.string().nullable(),
  /** Pause reason or gap cause; the words are made by the page's language. */
  cause: z.string().nullable(),
  note: z.string().nullable(),
  /** Between which entries of a damaged journal how many are gone. */
  damage: JournalDamage.pick({ first: true, last: true, missing: true }).optional(),
});
export type Moment = z.infer<typeof Moment>;

export const PersonDay = z.object({
  purpose: AskedPurpose,
  /** The signed-in user is this person. */
  isSelf: z.boolean(),
  person: z.object({
    id: PersonId,
    name: z.string(),
    login: z.string().nullable(),
    timeZone: z.string(),
  }),
  /** What the viewer may do with this person's footage, besides finding it. */
  rights: knownOf(Right),
  /** How old footage must be before the viewer sees it; null: as soon as it is there. */
  delayMinutes: z.number().int().nullable(),
  date: z.iso.date(),
  /** The local day: 23, 24 or 25 hours. */
  from: UtcMicros,
  to: UtcMicros,
  now: UtcMicros,
  lanes: z.array(Lane),
  recordedMicros: z.number().int(),
  /** Share (0 to 1) of the known stretch that is footage, pending, or a gap with a cause. */
  accountedFor: z.number().nullable(),
  journal: z.object({ complete: z.boolean(), missing: z.number().int() }),
  storedBytes: z.number().int(),
  moments: z.array(Moment),
  /** What of each view was of this day. */
  watchedBefore: z.array(ViewEntry),
});
export type PersonDay = z.infer<typeof PersonDay>;

export const ListPeople = z.object({
  /** Words that a name, login or computer must hold. */
  q: z.string().trim().max(100).default(''),
  ...sortedPage(PersonSort, 'person'),
});
export type ListPeople = z.infer<typeof ListPeople>;

export const ReadPersonDay = z.object({ person: PersonId, date: z.iso.date() });
export type ReadPersonDay = z.infer<typeof ReadPersonDay>;

export const FindRecordedDay = ReadPersonDay.extend({ direction: z.enum(['previous', 'next']) });
export type FindRecordedDay = z.infer<typeof FindRecordedDay>;

/** Null: no day on that side has footage. */
export const RecordedDay = z.object({ date: z.iso.date().nullable() });
export type RecordedDay = z.infer<typeof RecordedDay>;

export const ReadPersonMonth = z.object({ person: PersonId, month: MonthParam });
export type ReadPersonMonth = z.infer<typeof ReadPersonMonth>;

export const ListPeopleOfMonth = z.object({
  month: MonthParam,
  q: ListPeople.shape.q,
  ...sortedPage(PersonMonthSort, 'person'),
});
export type ListPeopleOfMonth = z.infer<typeof ListPeopleOfMonth>;

export const ListPersonNames = z.object({
  q: z.string().trim().max(100).default(''),
  team: TeamId.optional(),
  cursor: SortCursor.optional(),
  limit: PageSize,
});
export type ListPersonNames = z.infer<typeof ListPersonNames>;

export const RenamePerson = z.object({
  person: PersonId,
  name: z.string().trim().min(1).max(100),
});
export type RenamePerson = z.infer<typeof RenamePerson>;

export const PEOPLE_ROUTES = defineRoutes({
  renamePerson: {
    method: 'POST',
    path: '/api/portal/people/rename',
    body: RenamePerson,
    answer: null,
  },
  readDayActivity: {
    method: 'GET',
    path: '/api/portal/people/{person}/days/{date}/activity',
    params: ReadPersonDay,
    answer: DayActivity,
  },
  readPersonDay: {
    method: 'GET',
    path: '/api/portal/people/{person}/days/{date}',
    params: ReadPersonDay,
    answer: PersonDay,
  },
  findRecordedDay: {
    method: 'GET',
    path: '/api/portal/people/{person}/days/{date}/recorded/{direction}',
    params: FindRecordedDay,
    answer: RecordedDay,
  },
  readPersonMonth: {
    method: 'GET',
    path: '/api/portal/people/{person}/months/{month}',
    params: ReadPersonMonth,
    answer: PersonMonth,
  },
  listPeopleOfMonth: {
    method: 'GET',
    path: '/api/portal/people/months/{month}',
    params: ListPeopleOfMonth.pick({ month: true }),
    query: ListPeopleOfMonth.omit({ month: true }),
    answer: PeopleMonth,
  },
  listPersonNames: {
    method: 'GET',
    path: '/api/portal/people/names',
    query: ListPersonNames,
    answer: PersonNamesPage,
  },
  listPeople: { method: 'GET', path: '/api/portal/people', query: ListPeople, answer: PeoplePage },
});
