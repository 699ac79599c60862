import { PersonId, RetentionRuleId, TeamId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { Act, Amount } from './deletions.ts';
import { PageSize } from './sorted-page.ts';

/** Null: footage is kept for ever. */
const Days = z.number().int().min(1).max(3650).nullable();

const Team = z.object({ id: TeamId, name: z.string() });
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
      personId: PersonId,
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
    /** Devices whose keys were destroyed, and how many keys. */
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

export const RehearseRule = z.object({
  /** Left out: for all. */
  team: TeamId.optional(),
  days: z.coerce.number().int().min(1).max(3650),
});
export type RehearseRule = z.infer<typeof RehearseRule>;

export const ListEndedRules = z.object({ cursor: RetentionRuleId.optional(), limit: PageSize });
export type ListEndedRules = z.infer<typeof ListEndedRules>;

export const RETENTION_ROUTES = defineRoutes({
  rehearseRule: {
    method: 'GET',
    path: '/api/portal/retention/rehearsal',
    query: RehearseRule,
    answer: Rehearsal,
  },
  readRetention: { method: 'GET', path: '/api/portal/retention', answer: RetentionOverview },
  approveRule: {
    method: 'POST',
    path: '/api/portal/retention/rules/approve',
    body: RuleChoice,
    answer: null,
  },
  endRule: {
    method: 'POST',
    path: '/api/portal/retention/rules/end',
    body: RuleChoice,
    answer: null,
  },
  listEndedRules: {
    method: 'GET',
    path: '/api/portal/retention/rules',
    query: ListEndedRules,
    answer: RulesPage,
  },
  proposeRule: {
    method: 'POST',
    path: '/api/portal/retention/rules',
    body: ProposeRule,
    answer: RuleChoice,
  },
});
