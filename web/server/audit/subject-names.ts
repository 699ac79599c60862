import type { Db } from '@workcompanion/db/client';
import { cases } from '@workcompanion/db/schema/cases';
import { clips } from '@workcompanion/db/schema/clips';
import { controlRequests } from '@workcompanion/db/schema/control-requests';
import { deletionRequests } from '@workcompanion/db/schema/deletions';
import { devices } from '@workcompanion/db/schema/devices';
import { enrolmentTokens } from '@workcompanion/db/schema/enrolment-tokens';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { holds } from '@workcompanion/db/schema/holds';
import { people } from '@workcompanion/db/schema/people';
import { policies } from '@workcompanion/db/schema/policies';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { savedSearches } from '@workcompanion/db/schema/saved-searches';
import { segments } from '@workcompanion/db/schema/segments';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { webhooks } from '@workcompanion/db/schema/webhooks';
import { inArray, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { z } from 'zod';

type Named = readonly [of: string, name: string | null];

interface SubjectSource {
  readonly table: PgTable;
  readonly id: PgColumn;
  /** Null where it has none, as a rule for everybody. */
  readonly name: SQL<string | null>;
}

// By aliases: in a select from one table, drizzle writes columns without their table.
const personOfDevice = (device: PgColumn) => sql<string | null>`(select e.name
  from ${devices} d join ${people} e on e.id = d.person_id where d.id = ${device})`;
const nameOfPerson = (person: PgColumn) =>
  sql<string | null>`(select e.name from ${people} e where e.id = ${person})`;

/** Where things that entries are about have their names; of what is about somebody, that one's. */
const SUBJECT_SOURCES: Readonly<Record<string, SubjectSource>> = {
  user: { table: users, id: users.id, name: sql`${users.name}` },
  'control-request': {
    table: controlRequests,
    id: controlRequests.id,
    name: sql`(select u.name from ${users} u where u.id = ${controlRequests.requestedBy})`,
  },
  person: { table: people, id: people.id, name: sql`${people.name}` },
  team: { table: teams, id: teams.id, name: sql`${teams.name}` },
  device: { table: devices, id: devices.id, name: sql`${devices.host} ->> 'hostname'` },
  case: { table: cases, id: cases.id, name: sql`${cases.title}` },
  clip: { table: clips, id: clips.id, name: sql`${clips.title}` },
  'evidence-package': {
    table: evidencePackages,
    id: evidencePackages.id,
    name: sql`(select c.title from ${clips} c where c.id = ${evidencePackages.clipId})`,
  },
  'enrolment-token': {
    table: enrolmentTokens,
    id: enrolmentTokens.id,
    name: sql`${enrolmentTokens.label}`,
  },
  webhook: { table: webhooks, id: webhooks.id, name: sql`${webhooks.name}` },
  hold: {
    table: holds,
    id: holds.id,
    name: sql`coalesce(${nameOfPerson(holds.personId)}, ${personOfDevice(holds.deviceId)})`,
  },
  'deletion-request': {
    table: deletionRequests,
    id: deletionRequests.id,
    name: nameOfPerson(deletionRequests.personId),
  },
  'retention-rule': {
    table: retentionRules,
    id: retentionRules.id,
    name: sql`(select t.name from ${teams} t where t.id = ${retentionRules.teamId})`,
  },
  'saved-search': {
    table: savedSearches,
    id: savedSearches.id,
    name: sql`coalesce(${nameOfPerson(savedSearches.personId)},
      (select t.name from ${teams} t where t.id = ${savedSearches.teamId}))`,
  },
  segment: { table: segments, id: segments.id, name: personOfDevice(segments.deviceId) },
};

/** The present names of what entries are about (`noun:id`), as far as it is still there. */
export async function subjectNames(
  db: Db,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all([
    ...Object.entries(SUBJECT_SOURCES).map(async ([kind, source]) => {
      const named = await namesIn(db, source, idsOf(kind, subjects));
      return named.map(([id, name]): Named => [`${kind}:${id}`, name]);
    }),
    policyNames(db, subjects),
  ]);
  return withNames(found.flat());
}

/** The present names of what entries tell of by its id alone, whatever it is. */
export async function namesOfIds(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const sources = Object.values(SUBJECT_SOURCES);
  return withNames((await Promise.all(sources.map((source) => namesIn(db, source, ids)))).flat());
}

function withNames(found: readonly Named[]): ReadonlyMap<string, string> {
  return new Map(found.filter((named): named is [string, string] => (named[1] ?? '') !== ''));
}

async function namesIn(
  db: Db,
  { table, id, name }: SubjectSource,
  ids: readonly string[],
): Promise<Named[]> {
  const known = ids.filter((one) => z.uuid().safeParse(one).success);
  if (known.length === 0) return [];
  const rows = await db
    .select({ id: sql<string>`${id}`, name })
    .from(table)
    .where(inArray(id, known));
  return rows.map((row) => [row.id, row.name]);
}

/** Policies go by their number, and are called so too. */
async function policyNames(db: Db, subjects: readonly string[]): Promise<Named[]> {
  const versions = idsOf('policy', subjects).map(Number).filter(Number.isSafeInteger);
  if (versions.length === 0) return [];
  const { version, name } = policies;
  const rows = await db.select({ version, name }).from(policies).where(inArray(version, versions));
  return rows.map((row) => [
    `policy:${row.version}`,
    row.name === '' ? null : `${row.version} · ${row.name}`,
  ]);
}

function idsOf(kind: string, subjects: readonly string[]): string[] {
  const prefix = `${kind}:`;
  const ids = subjects.flatMap((subject) =>
    subject.startsWith(prefix) ? [subject.slice(prefix.length)] : [],
  );
  return [...new Set(ids)];
}
