import type { DeviceId, EnrolmentTokenId, PersonId } from '@workcompanion/core/ids';
import type { HostFacts, KeyStorage } from '@workcompanion/core/protocol/host-facts';
import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import type { Updater } from '@workcompanion/core/releases/update-report';
import { sql } from 'drizzle-orm';
import { type AnyPgColumn, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { people } from './people.ts';
import { utcMicros } from './utc-micros.ts';

export type DeviceApproval = 'approved' | 'waiting' | 'refused';

/** What an administrator judges a device by that waits: its host's own word is in `host`. */
export interface EnrolmentFacts {
  readonly token: EnrolmentTokenId;
  readonly tokenLabel: string;
  readonly address: string;
  /** The person whose login it told, and why that was not taken on its word; null: it was. */
  readonly claim: { readonly personId: PersonId; readonly why: ClaimDoubt } | null;
}

/** `known-person`: who has a device or an account. `other-team`: the token is of another team. */
export type ClaimDoubt = 'known-person' | 'other-team';

/** Enrolled recorder installations. What heartbeats and uploads change at all times is in `device_states`. */
export const devices = pgTable(
  'devices',
  {
    id: uuid().primaryKey().$type<DeviceId>(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    publicKey: jsonb('public_key').notNull().$type<Ed25519Jwk>(),
    host: jsonb().notNull().$type<HostFacts>(),
    /** Its name as lists search and sort it. */
    foldedHostname: text('folded_hostname')
      .notNull()
      .generatedAlwaysAs(sql`lower(coalesce(host ->> 'hostname', ''))`),
    enrolledAt: utcMicros('enrolled_at').notNull(),
    /** `waiting`: under nobody's name until an administrator agrees. `refused`: for good, and revoked too. */
    approval: text().notNull().default('approved').$type<DeviceApproval>(),
    /** Where it came from; null: enrolled by a version that did not keep it. */
    enrolment: jsonb().$type<EnrolmentFacts>(),
    revokedAt: utcMicros('revoked_at'),
    /** Out of use for good, and out of the lists; always revoked too. Its footage stays. */
    retiredAt: utcMicros('retired_at'),
    /** The device that the same machine enrolled as later; only of retired ones. */
    successorId: uuid('successor_id')
      .references((): AnyPgColumn => devices.id)
      .$type<DeviceId>(),
    recorderVersion: text('recorder_version').notNull(),
    /** "1.10.0-beta.2" as "000000001.000000010.000000000": 1.10 follows 1.9. Null: it is no such version. */
    versionKey: text('version_key').generatedAlwaysAs(
      sql`regexp_replace(regexp_replace(substring(recorder_version from '^\\d{1,9}(?:\\.\\d{1,9})*'), '(\\d+)', '00000000\\1', 'g'), '\\d*(\\d{9})', '\\1', 'g')`,
    ),
    /** Null: it is too old to say. */
    updatesBy: text('updates_by').$type<Updater>(),
    policyVersion: integer('policy_version').notNull().default(0),
    displays: text().array().notNull().default([]),
    /** What keeps its private key, as it says; null: it is too old to say. */
    keyStorage: text('key_storage').$type<KeyStorage>(),
  },
  (table) => [
    index('devices_person').on(table.personId),
    index('devices_hostname').on(table.foldedHostname, table.id),
    // What all devices are looked through by: lists, searches and counts read no row of any other.
    index('devices_listed').on(
      table.id,
      table.personId,
      table.foldedHostname,
      table.retiredAt,
      table.revokedAt,
    ),
    index('devices_version').on(sql`${table.versionKey} collate "C"`, table.id),
    index('devices_policy').on(table.policyVersion, table.id),
    index('devices_successor').on(table.successorId),
    index('devices_waiting').on(table.id).where(sql`approval = 'waiting'`),
  ],
);
