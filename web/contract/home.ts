import {
  BookmarkId,
  CaseId,
  DeviceId,
  EvidencePackageId,
  HoldId,
  PersonId,
  TeamId,
  UserId,
} from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { EvidencePackageSummary } from './evidence-packages.ts';
import { PersonSummary } from './people.ts';
import { told } from './told.ts';
import { Remark } from './watching.ts';

const Count = z.number().int();
const PersonName = z.object({ id: PersonId, name: z.string(), timeZone: z.string() });
const Watcher = z.object({ id: UserId, name: z.string() });

/**
 * What a person's computers do now, in the order in which somebody should look. `help`: a computer
 * needs attention. `absent`: it records nothing, and said why. `offline`: it is silent, and did not.
 */
export const Presence = z.enum(['help', 'recording', 'paused', 'absent', 'offline']);
export type Presence = z.infer<typeof Presence>;

export const PersonNow = PersonName.extend({
  presence: told(Presence),
  /** Why nothing is recorded, and in the person's own words; a cause of a gap. */
  cause: z.string().nullable(),
  note: z.string().nullable(),
  since: UtcMicros.nullable(),
  today: PersonSummary.shape.today,
  /** The latest picture that is old enough for whoever asks. */
  picture: z
    .object({ device: DeviceId, display: z.string(), from: UtcMicros, to: UtcMicros })
    .nullable(),
  /** Whoever asks has to say why, before they are given a picture. */
  needsPurpose: z.boolean(),
});
export type PersonNow = z.infer<typeof PersonNow>;

export const MOST_PEOPLE_SHOWN = 48;

/** The people of the teams that whoever asks manages. */
export const TeamNow = z.object({
  now: UtcMicros,
  teams: z.array(z.object({ id: TeamId, name: z.string() })),
  people: Count,
  presence: z.array(z.object({ presence: told(Presence), count: Count })),
  /** Whoever is asked for a purpose says it in words too. */
  wordsRequired: z.boolean(),
  /** How old pictures must be; null: as soon as they are there. */
  delayMinutes: Count.nullable(),
  shown: z.array(PersonNow).max(MOST_PEOPLE_SHOWN),
});
export type TeamNow = z.infer<typeof TeamNow>;

/** What people said of their footage and nobody has answered, the latest first. */
export const WaitingRemarks = z.object({
  items: z.array(
    Remark.pick({ id: true, kind: true, from: true, to: true, text: true, createdAt: true }).extend(
      { person: PersonName },
    ),
  ),
});
export type WaitingRemarks = z.infer<typeof WaitingRemarks>;

/** What whoever asks has marked, the latest first. */
export const OwnBookmarks = z.object({
  items: z.array(
    z.object({
      id: BookmarkId,
      person: PersonName,
      from: UtcMicros,
      to: UtcMicros,
      note: z.string(),
    }),
  ),
});
export type OwnBookmarks = z.infer<typeof OwnBookmarks>;

const CaseworkPackage = z.object({
  id: EvidencePackageId,
  case: z.object({ id: CaseId, title: z.string() }),
  clip: z.string(),
  state: EvidencePackageSummary.shape.state,
  requestedBy: z.string(),
  requestedAt: UtcMicros,
  finishedAt: UtcMicros.nullable(),
});

/** What waits in the cases of whoever asks. */
export const Casework = z.object({
  now: UtcMicros,
  /** Asked for by others, the oldest first. */
  toDecide: z.array(CaseworkPackage),
  /** Those that something happened to within a week, the latest first. */
  recent: z.array(CaseworkPackage),
  /** In force, and over within a month: the next first. */
  endingHolds: z.array(
    z.object({
      id: HoldId,
      person: PersonName.pick({ id: true, name: true }),
      reason: z.string(),
      expiresAt: UtcMicros,
    }),
  ),
});
export type Casework = z.infer<typeof Casework>;

/** `night`: from 22:00 to 06:00 by the clock of the person watched. `many`: of one day. */
export const Oddity = z.object({
  kind: told(z.enum(['night', 'many', 'wordless'])),
  user: Watcher,
  /** Sittings; of `many`, people. */
  count: Count,
  lastAt: UtcMicros,
});
export type Oddity = z.infer<typeof Oddity>;

/** Who watched whom within seven days; nobody's own recordings. */
export const WatchingWeek = z.object({
  from: UtcMicros,
  to: UtcMicros,
  sittings: Count,
  watchers: Count,
  /** Those who sat down to it most often. */
  shown: z.array(
    z.object({
      user: Watcher,
      sittings: Count,
      people: Count,
      /** Those watched most often. */
      names: z.array(z.string()),
      lastAt: UtcMicros,
    }),
  ),
  oddities: z.array(Oddity),
});
export type WatchingWeek = z.infer<typeof WatchingWeek>;

/** What an administrator does before a company records, in this order. */
export const FirstStep = z.enum([
  'token',
  'recorder',
  'team',
  'policy',
  'retention',
  'second-administrator',
  'second-factor',
  'mail',
  'backup',
]);
export type FirstStep = z.infer<typeof FirstStep>;

export const FirstSteps = z.object({
  items: z.array(z.object({ step: FirstStep, isDone: z.boolean() })),
});
export type FirstSteps = z.infer<typeof FirstSteps>;

export const HOME_ROUTES = defineRoutes({
  readFirstSteps: { method: 'GET', path: '/api/portal/home/first-steps', answer: FirstSteps },
  readTeamNow: { method: 'GET', path: '/api/portal/home/team', answer: TeamNow },
  listWaitingRemarks: { method: 'GET', path: '/api/portal/home/remarks', answer: WaitingRemarks },
  listOwnBookmarks: { method: 'GET', path: '/api/portal/home/bookmarks', answer: OwnBookmarks },
  readCasework: { method: 'GET', path: '/api/portal/home/casework', answer: Casework },
  readWatchingWeek: { method: 'GET', path: '/api/portal/home/watching', answer: WatchingWeek },
});
