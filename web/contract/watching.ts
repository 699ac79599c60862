import { MOST_UNDISCLOSED_DAYS, PurposeReason, Role } from '@workcompanion/core/access';
import { PersonId, PurposeId, RemarkId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { Acted, Why } from './control.ts';
import { defineRoutes } from './define-routes.ts';
import { MicrosParam } from './micros-param.ts';

export const WatchingSettings = z.object({
  /** Whoever holds one of these is not asked why. Of the own footage nobody is. */
  exemptRoles: z.array(Role).max(Role.options.length).default([]),
  /** A reason alone is not enough: whoever watches says it in words too. */
  wordsRequired: z.boolean().default(false),
  /** How long a purpose covers what is watched. */
  purposeHours: z.number().int().min(1).max(168).default(8),
  /** How old footage must be before somebody sees it who may watch, and not live. */
  delayMinutes: z.number().int().min(1).max(1440).default(15),
});
export type WatchingSettings = z.infer<typeof WatchingSettings>;

export const ChangeWatchingSettings = WatchingSettings.extend(Why.shape);
export type ChangeWatchingSettings = z.infer<typeof ChangeWatchingSettings>;

export const Purpose = z.object({
  id: PurposeId,
  reason: PurposeReason,
  note: z.string(),
  declaredAt: UtcMicros,
  endsAt: UtcMicros,
  /** Until when the person is not shown what is watched for it. */
  undisclosedUntil: UtcMicros.nullable(),
});
export type Purpose = z.infer<typeof Purpose>;

export const DeclarePurpose = z.object({
  person: PersonId,
  reason: PurposeReason,
  note: z.string().trim().max(500),
  /** Days for which the person is not shown it: for an investigation, by who may hold footage. */
  undisclosedDays: z.number().int().min(1).max(MOST_UNDISCLOSED_DAYS).nullable(),
});
export type DeclarePurpose = z.infer<typeof DeclarePurpose>;

/** What the signed-in user has to say before watching a person. */
export const AskedPurpose = z.object({
  isAsked: z.boolean(),
  wordsRequired: WatchingSettings.shape.wordsRequired.unwrap(),
  mayDelay: z.boolean(),
  current: Purpose.nullable(),
});
export type AskedPurpose = z.infer<typeof AskedPurpose>;

export const Remark = z.object({
  id: RemarkId,
  kind: z.enum(['note', 'dispute']),
  from: UtcMicros,
  to: UtcMicros,
  text: z.string(),
  createdAt: UtcMicros,
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: UtcMicros.nullable(),
});
export type Remark = z.infer<typeof Remark>;

export const MakeRemark = Remark.pick({ kind: true, from: true, to: true }).extend({
  text: z.string().trim().min(1).max(1000),
});
export type MakeRemark = z.infer<typeof MakeRemark>;

export const AnswerRemark = z.object({
  remark: RemarkId,
  answer: z.string().trim().min(1).max(1000),
});
export type AnswerRemark = z.infer<typeof AnswerRemark>;

export const Remarks = z.object({ items: z.array(Remark) });
export type Remarks = z.infer<typeof Remarks>;

export const ListRemarks = z.object({ person: PersonId, from: MicrosParam, to: MicrosParam });
export type ListRemarks = z.infer<typeof ListRemarks>;

export const REMARK_ROUTES = defineRoutes({
  listRemarks: {
    method: 'GET',
    path: '/api/portal/people/{person}/remarks',
    params: ListRemarks.pick({ person: true }),
    query: ListRemarks.omit({ person: true }),
    answer: Remarks,
  },
  answerRemark: {
    method: 'POST',
    path: '/api/portal/remarks/answer',
    body: AnswerRemark,
    answer: null,
  },
  makeRemark: {
    method: 'POST',
    path: '/api/portal/remarks',
    body: MakeRemark,
    answer: z.object({ id: RemarkId }),
  },
});

export const WATCHING_ROUTES = defineRoutes({
  declarePurpose: {
    method: 'POST',
    path: '/api/portal/purposes',
    body: DeclarePurpose,
    answer: Purpose,
  },
  showWatchingSettings: {
    method: 'GET',
    path: '/api/portal/watching-settings',
    answer: WatchingSettings,
  },
  changeWatchingSettings: {
    method: 'POST',
    path: '/api/portal/watching-settings',
    body: ChangeWatchingSettings,
    answer: Acted,
  },
});
