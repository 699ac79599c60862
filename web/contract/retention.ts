import { DeletionId, DeviceId, EmployeeId, RetentionRuleId, TeamId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';

/** Null: footage is kept for ever. */
const Days = z.number().int().min(1).max(3650).nullable();

const Team = z.object({ id: TeamId, name: z.string() });
const Act = z.object({ at: UtcMicros, by: z.string() });

export const RetentionRule = z.object({
  id: RetentionRuleId,
  /** Null: for all. A team that was deleted has lost its name. */
  team: Team.nullable(),
  days: Days,
  note: z.string(),
  proposed: Act,
  /** Put in force. */
  approved: Act.nullable(),
  /** Replaced, withdrawn, or dropped before it was in force. */
  ended: Act.nullable(),
});
export type RetentionRule = z.infer<typeof RetentionRule>;

const Amount = z.object({
  keys: z.number().int(),
  /** µs that the keys' windows cover. */
  covers: z.number().int(),
  bytes: z.number().int(),
});
export type FootageAmount = z.infer<typeof Amount>;

/** What a deletion at `dueBy` would take, if nothing changes before. */
export const Rehearsal = z.object({
  at: UtcMicros,
  dueBy: UtcMicros,
  goes: Amount,
  held: Amount,
  people: z.number().int(),
  heldPeople: z.number().int(),
  /** Those with the most footage to go; the figures above are of all. */
  shares: z.array(
    z.object({
      employeeId: EmployeeId,
      name: z.string(),
      teamId: TeamId.nullable(),
      goes: Amount,
      held: Amount,
      from: UtcMicros.nullable(),
      to: UtcMicros.nullable(),
    }),
  ),
});
export type Rehearsal = z.infer<typeof Rehearsal>;

/** Null: there was none yet. */
export const RetentionNight = z
  .object({
    night: z.iso.date(),
    startedAt: UtcMicros,
    endedAt: UtcMicros.nullable(),
    /** Of which keys were destroyed. */
    devices: z.number().int(),
    keys: z.number().int(),
    heldKeys: z.number().int(),
    /** What goes in the night after. */
    due: Rehearsal.nullable(),
  })
  .nullable();
export type RetentionNight = z.infer<typeof RetentionNight>;

export const RetentionOverview = z.object({
  /** For all first, then by team. */
  inForce: z.array(RetentionRule),
  proposed: z.array(RetentionRule),
  night: RetentionNight,
});
export type RetentionOverview = z.infer<typeof RetentionOverview>;

export const RulesPage = z.object({ items: z.array(RetentionRule), next: z.string().nullable() });
export type RulesPage = z.infer<typeof RulesPage>;

export const ProposeRule = z.object({
  teamId: TeamId.nullable(),
  days: Days,
  note: z.string().trim().max(500),
});
export type ProposeRule = z.infer<typeof ProposeRule>;

export const RuleChoice = z.object({ rule: RetentionRuleId });
export type RuleChoice = z.infer<typeof RuleChoice>;

export const DeletionSummary = z.object({
  id: DeletionId,
  employee: z.object({ id: EmployeeId, name: z.string() }),
  device: z.object({ id: DeviceId, hostname: z.string() }),
  days: z.number().int(),
  team: Team.nullable(),
  /** Where all of it lay; the keys' windows while it is under way. */
  from: UtcMicros,
  to: UtcMicros,
  keys: z.number().int(),
  segments: z.number().int(),
  bytes: z.number().int(),
  /** When the keys were destroyed: from then on nobody can watch it. */
  startedAt: UtcMicros,
  /** When the last object was gone, and the certificate was signed. */
  finishedAt: UtcMicros.nullable(),
  /** A code of core/errors: why it does not go on. */
  problem: z.string().nullable(),
});
export type DeletionSummary = z.infer<typeof DeletionSummary>;
export const DeletionsPage = z.object({
  items: z.array(DeletionSummary),
  next: z.string().nullable(),
});
export type DeletionsPage = z.infer<typeof DeletionsPage>;
