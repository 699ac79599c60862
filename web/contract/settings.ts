import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { DatabaseRole } from './database-role.ts';
import { defineRoutes } from './define-routes.ts';
import { told } from './told.ts';

const Count = z.number().int();

export const SettingGroup = z.enum(['address', 'data', 'archive', 'keys', 'mail', 'log']);
export type SettingGroup = z.infer<typeof SettingGroup>;

/** One variable of the environment, as .env.example names it. */
export const ConfiguredSetting = z.object({
  group: told(SettingGroup),
  name: z.string(),
  /** Null when it is not set. Of a secret never what it is. */
  value: z.string().nullable(),
  isSecret: z.boolean(),
});
export type ConfiguredSetting = z.infer<typeof ConfiguredSetting>;

/** `hot`: where uploads arrive. `archive`: where they go at night. `objects`: what is made besides footage. */
export const TestedStore = z.enum(['hot', 'archive', 'objects']);
export type TestedStore = z.infer<typeof TestedStore>;

export const StoreFacts = z.object({
  store: told(TestedStore),
  kind: told(z.enum(['folder', 'tos', 's3'])),
  /** The folder, or bucket and address. */
  place: z.string(),
});
export type StoreFacts = z.infer<typeof StoreFacts>;

export const WorkerSummary = z.object({
  name: z.string(),
  startedAt: UtcMicros,
  seenAt: UtcMicros,
  isAlive: z.boolean(),
  nodeVersion: z.string(),
  jobs: z.array(z.object({ name: z.string(), runs: Count, failures: Count })),
  archive: z
    .object({
      window: z.object({ from: Count, to: Count, timeZone: z.string() }).nullable(),
      slots: Count,
      bytesPerSecond: z.number().nullable(),
      minimumAgeHours: z.number(),
      sweepAfterHours: z.number().nullable(),
      earlyHours: z.number(),
      fullHours: z.number(),
    })
    .nullable(),
});
export type WorkerSummary = z.infer<typeof WorkerSummary>;

export const SettingsInForce = z.object({
  now: UtcMicros,
  versions: z.object({ portal: z.string(), node: z.string(), postgres: z.string() }),
  migrations: z.object({ applied: Count, known: Count, latest: z.string().nullable() }),
  databaseRole: told(DatabaseRole),
  stores: z.array(StoreFacts),
  workers: z.array(WorkerSummary),
  settings: z.array(ConfiguredSetting),
  /** A mail server is set up. */
  hasMail: z.boolean(),
  /** Accounts that run the system and watch recordings too: the two should be split. */
  bothDuties: z.array(z.string()),
});
export type SettingsInForce = z.infer<typeof SettingsInForce>;

export const TestStore = z.object({ store: TestedStore });
export type TestStore = z.infer<typeof TestStore>;

export const StoreTestStep = z.object({
  step: told(z.enum(['write', 'verify', 'list', 'read', 'range', 'delete'])),
  ok: z.boolean(),
  milliseconds: Count,
  /** Null unless it failed: what the store said. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type StoreTestStep = z.infer<typeof StoreTestStep>;
export const StoreTested = z.object({ steps: z.array(StoreTestStep) });
export type StoreTested = z.infer<typeof StoreTested>;

/** Null: the mail server took it; otherwise what it or the network said. */
export const MailTested = z.object({ to: z.string(), error: z.string().nullable() });
export type MailTested = z.infer<typeof MailTested>;

export const SETTINGS_ROUTES = defineRoutes({
  readSettings: { method: 'GET', path: '/api/portal/settings', answer: SettingsInForce },
  testMail: { method: 'POST', path: '/api/portal/settings/test-mail', answer: MailTested },
  testStore: {
    method: 'POST',
    path: '/api/portal/settings/test-store',
    body: TestStore,
    answer: StoreTested,
  },
});
