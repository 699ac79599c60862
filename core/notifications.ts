import { z } from 'zod';
import { Alert } from './fleet/alerts.ts';
import { CaseId, ControlRequestId, EvidencePackageId, PersonId, SavedSearchId } from './ids.ts';
import { UtcMicros } from './protocol/primitives.ts';

const Moment = z.object({
  person: z.object({ id: PersonId, name: z.string(), timeZone: z.string() }),
  from: UtcMicros,
  to: UtcMicros,
});

const Package = z.object({
  evidencePackage: EvidencePackageId,
  case: z.object({ id: CaseId, title: z.string() }),
  clip: z.string(),
});

const Request = z.object({ request: ControlRequestId, act: z.string() });
const By = z.object({ by: z.string() });

/** What somebody is told of, by its kind. Names are those of the moment in which it happened. */
export const NotificationFacts = z.discriminatedUnion('kind', [
  Request.extend({ kind: z.literal('approval-asked') }).extend(By.shape),
  Request.extend({ kind: z.literal('approval-given') }),
  Request.extend({ kind: z.literal('approval-refused') }),
  Package.extend({ kind: z.literal('package-asked') }).extend(By.shape),
  Package.extend({ kind: z.literal('package-refused') }),
  Package.extend({ kind: z.literal('package-made') }),
  Package.extend({ kind: z.literal('package-failed') }),
  Moment.extend({ kind: z.literal('remark') }),
  Moment.extend({ kind: z.literal('answer') }).extend(By.shape),
  /** Never for which words. */
  z.object({
    kind: z.literal('saved-search-found'),
    savedSearch: SavedSearchId,
    hits: z.number().int(),
    people: z.number().int(),
  }),
  z.object({
    kind: z.literal('alarm'),
    alert: Alert,
    event: z.enum(['raised', 'worsened']),
  }),
  z.object({ kind: z.literal('alarm-over'), alert: Alert }),
]);
export type NotificationFacts = z.infer<typeof NotificationFacts>;
export type NotificationKind = NotificationFacts['kind'];

/** By which somebody chooses what is also sent by e-mail. */
export const NotificationTopic = z.enum(['approvals', 'packages', 'remarks', 'searches', 'alarms']);
export type NotificationTopic = z.infer<typeof NotificationTopic>;

export const TOPIC_OF = {
  'approval-asked': 'approvals',
  'approval-given': 'approvals',
  'approval-refused': 'approvals',
  'package-asked': 'packages',
  'package-refused': 'packages',
  'package-made': 'packages',
  'package-failed': 'packages',
  remark: 'remarks',
  answer: 'remarks',
  'saved-search-found': 'searches',
  alarm: 'alarms',
  'alarm-over': 'alarms',
} as const satisfies Record<NotificationKind, NotificationTopic>;
