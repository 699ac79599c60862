import { ControlRequestId, UserId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { MAX_REASON, Reason } from './reason.ts';
import { PageSize } from './sorted-page.ts';
import { told } from './told.ts';

/** What may need a second person. */
export const ControlKind = z.enum([
  'invitation',
  'account',
  'account-link',
  'account-enabled',
  'account-disabled',
  'second-factor-removed',
  'grant',
  'team-managers',
  'team-members',
  'watching-settings',
  'sign-in-settings',
  'evidence-package-settings',
  'saved-search',
]);
export type ControlKind = z.infer<typeof ControlKind>;

/** Why it needs one: what somebody may do by it, or what is told less of. */
export const Gain = z.enum([
  'agrees',
  'watches-all',
  'watches-teams',
  'watches-person',
  'lent',
  'opens-account',
  'less-asked',
  'asked-no-words',
  'asked-rarely',
  'watches-sooner',
  'opened-easier',
  'evidence-packages-alone',
  'control-ends',
  'searches-on',
]);
export type Gain = z.infer<typeof Gain>;

/** Said to whoever has to agree, where somebody has to. */
export const Why = z.object({ why: z.string().trim().max(MAX_REASON).optional() });

/** What came of an act that may need a second person: it waits for one, or was done. */
export function controlAnswer<S extends z.ZodType>(done: S) {
  return z.object({ waitsFor: ControlRequestId.nullable(), done: done.nullable() });
}
export interface ControlAnswer<Done> {
  readonly waitsFor: ControlRequestId | null;
  /** Null also where there is nothing to tell of what was done. */
  readonly done: Done | null;
}
export const Acted = controlAnswer(z.null());
export const DONE: ControlAnswer<null> = { waitsFor: null, done: null };

/** The only time the link itself is shown. */
export const AccountLink = z.object({
  user: UserId,
  /** Null: it went to its owner by e-mail, and nobody else sees it. */
  url: z.string().nullable(),
  expiresAt: UtcMicros,
  /** Null: no mail server is set up. With an error it was not taken there, and is shown. */
  mail: z.object({ to: z.string(), error: z.string().nullable() }).nullable(),
});
export type AccountLink = z.infer<typeof AccountLink>;
export const LinkAnswer = controlAnswer(AccountLink);

export const ControlStatus = z.enum(['waiting', 'agreed', 'refused', 'withdrawn', 'expired']);
export type ControlStatus = z.infer<typeof ControlStatus>;

export const ControlRequest = z.object({
  id: ControlRequestId,
  kind: told(ControlKind),
  /** What it is about, as `noun:id`; its name where it has one still. */
  subject: z.string(),
  subjectName: z.string().nullable(),
  gains: z.array(told(Gain)),
  /** As in the audit log: `before` and `after` where something changes. */
  facts: z.record(z.string(), z.unknown()),
  /** Names of the ids in the facts, where they still have one. */
  detailNames: z.record(z.string(), z.string()),
  reason: z.string(),
  requested: z.object({ at: UtcMicros, by: z.object({ id: UserId, name: z.string() }) }),
  expiresAt: UtcMicros,
  status: told(ControlStatus),
  decided: z.object({ at: UtcMicros, by: z.string(), note: z.string() }).nullable(),
  isOwn: z.boolean(),
  /** Whoever asks may agree: it waits, somebody else asked for it, and it does not favour them. */
  mayAgree: z.boolean(),
  /** Refusing favours nobody. */
  mayRefuse: z.boolean(),
});
export type ControlRequest = z.infer<typeof ControlRequest>;

export const ControlRequestsPage = z.object({
  items: z.array(ControlRequest),
  next: z.string().nullable(),
});
export type ControlRequestsPage = z.infer<typeof ControlRequestsPage>;

/** For marks on other pages. */
export const ControlState = z.object({
  /** No other account could agree: what would need a second person happens at once. */
  isAlone: z.boolean(),
  /** What waits, whoever asked for it. */
  waiting: z.array(
    z.object({
      id: ControlRequestId,
      kind: told(ControlKind),
      subject: z.string(),
      isOwn: z.boolean(),
    }),
  ),
});
export type ControlState = z.infer<typeof ControlState>;

export const OneControlRequest = z.object({ request: ControlRequestId });
export type OneControlRequest = z.infer<typeof OneControlRequest>;

export const DecideControlRequest = OneControlRequest.extend({
  isAgreed: z.boolean(),
  note: Reason,
});
export type DecideControlRequest = z.infer<typeof DecideControlRequest>;

export const ListControlRequests = z.object({
  state: z.enum(['waiting', 'closed']).default('waiting'),
  /** The last request of the page before. */
  cursor: ControlRequestId.optional(),
  limit: PageSize,
});
export type ListControlRequests = z.infer<typeof ListControlRequests>;

export const CONTROL_ROUTES = defineRoutes({
  decideControlRequest: {
    method: 'POST',
    path: '/api/portal/control/requests/decide',
    body: DecideControlRequest,
    answer: LinkAnswer,
  },
  listControlRequests: {
    method: 'GET',
    path: '/api/portal/control/requests',
    query: ListControlRequests,
    answer: ControlRequestsPage,
  },
  withdrawControlRequest: {
    method: 'POST',
    path: '/api/portal/control/requests/withdraw',
    body: OneControlRequest,
    answer: null,
  },
  readControlState: { method: 'GET', path: '/api/portal/control', answer: ControlState },
});
