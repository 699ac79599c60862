import { cases } from '@workcompanion/db/schema/cases';
import { clips } from '@workcompanion/db/schema/clips';
import { controlRequests } from '@workcompanion/db/schema/control-requests';
import { deletionRequests } from '@workcompanion/db/schema/deletion-requests';
import { devices } from '@workcompanion/db/schema/devices';
import { employees } from '@workcompanion/db/schema/employees';
import { enrolmentTokens } from '@workcompanion/db/schema/enrolment-tokens';
import { exports } from '@workcompanion/db/schema/exports';
import { holds } from '@workcompanion/db/schema/holds';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { segments } from '@workcompanion/db/schema/segments';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { webhooks } from '@workcompanion/db/schema/webhooks';
import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';

export interface SubjectSource {
  readonly table: PgTable;
  readonly id: PgColumn;
  /** Null where it has none, as a rule for everybody. */
  readonly name: SQL<string | null>;
}

// By aliases: in a select from one table, drizzle writes columns without their table.
const personOfDevice = (device: PgColumn) => sql<string | null>`(select e.name
  from ${devices} d join ${employees} e on e.id = d.employee_id where d.id = ${device})`;
const nameOfPerson = (person: PgColumn) =>
  sql<string | null>`(select e.name from ${employees} e where e.id = ${person})`;

/** Where things that entries are about have their names; of what is about somebody, that one's. */
export const SUBJECT_SOURCES: Readonly<Record<string, SubjectSource>> = {
  user: { table: users, id: users.id, name: sql`${users.name}` },
  'control-request': {
    table: controlRequests,
    id: controlRequests.id,
    name: sql`(select u.name from ${users} u where u.id = ${controlRequests.requestedBy})`,
  },
  employee: { table: employees, id: employees.id, name: sql`${employees.name}` },
  team: { table: teams, id: teams.id, name: sql`${teams.name}` },
  device: { table: devices, id: devices.id, name: sql`${devices.host} ->> 'hostname'` },
  case: { table: cases, id: cases.id, name: sql`${cases.title}` },
  clip: { table: clips, id: clips.id, name: sql`${clips.title}` },
  export: {
    table: exports,
    id: exports.id,
    name: sql`(select c.title from ${clips} c where c.id = ${exports.clipId})`,
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
    name: sql`coalesce(${nameOfPerson(holds.employeeId)}, ${personOfDevice(holds.deviceId)})`,
  },
  'deletion-request': {
    table: deletionRequests,
    id: deletionRequests.id,
    name: nameOfPerson(deletionRequests.employeeId),
  },
  'retention-rule': {
    table: retentionRules,
    id: retentionRules.id,
    name: sql`(select t.name from ${teams} t where t.id = ${retentionRules.teamId})`,
  },
  segment: { table: segments, id: segments.id, name: personOfDevice(segments.deviceId) },
};
