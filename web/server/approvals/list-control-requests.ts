import { controlRequests } from '@workcompanion/db/schema/control-requests';
import { users } from '@workcompanion/db/schema/users';
import { and, desc, eq, gt, isNotNull, isNull, lt, lte, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import {
  ControlKind,
  type ControlRequest,
  type ControlRequestsPage,
  type ControlStatus,
  Gain,
  type ListControlRequests,
} from '../../contract/control.ts';
import { namesOfIds, subjectNames } from '../audit/subject-names.ts';
import { idsIn } from '../audit/tell-entries.ts';
import type { UserContext } from '../auth/user-context.ts';
import {
  type AgreeingAccount,
  isUnfavoured,
  readAgreeingAccounts,
} from '../control/agreeing-accounts.ts';
import { ANSWER_TIME, openSince } from '../control/controlled-change.ts';
import { assertSeesControl } from './read-control-state.ts';

const deciders = alias(users, 'deciders');

/** What waits for a second person, or what came of it; the latest first. */
export async function listControlRequests(
  ctx: UserContext,
  { state, cursor, limit }: ListControlRequests,
): Promise<ControlRequestsPage> {
  assertSeesControl(ctx.user);
  const { decision, requestedAt } = controlRequests;
  const since = openSince(ctx.now());
  const rows = await ctx.db
    .select({ row: controlRequests, askedBy: users.name, decidedBy: deciders.name })
    .from(controlRequests)
    .innerJoin(users, eq(users.id, controlRequests.requestedBy))
    .leftJoin(deciders, eq(deciders.id, controlRequests.decidedBy))
    .where(
      and(
        state === 'waiting'
          ? and(isNull(decision), gt(requestedAt, since))
          : or(isNotNull(decision), lte(requestedAt, since)),
        cursor && lt(controlRequests.id, cursor),
      ),
    )
    .orderBy(desc(controlRequests.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const accounts = await readAgreeingAccounts(ctx.db);
  const own = accounts.find(({ id }) => id === ctx.user.id) ?? null;
  const names = await readNames(ctx, page);
  return {
    items: page.map((each) => tellRequest(ctx, each, { own, names })),
    next: rows.length > limit ? (page.at(-1)?.row.id ?? null) : null,
  };
}

interface Listed {
  readonly row: typeof controlRequests.$inferSelect;
  readonly askedBy: string;
  readonly decidedBy: string | null;
}

async function readNames({ db }: UserContext, page: readonly Listed[]) {
  const [subjects, ids] = await Promise.all([
    subjectNames(
      db,
      page.map(({ row }) => row.subject),
    ),
    namesOfIds(db, idsIn(page.map(({ row }) => row.facts))),
  ]);
  return { subjects, ids };
}

interface Told {
  /** The account of whoever reads it, where it could agree at all. */
  readonly own: AgreeingAccount | null;
  readonly names: Awaited<ReturnType<typeof readNames>>;
}

function tellRequest(
  ctx: UserContext,
  { row, askedBy, decidedBy }: Listed,
  { own, names }: Told,
): ControlRequest {
  const { id, subject, facts, reason, requestedAt, decidedAt, note } = row;
  const status = statusOf(row, ctx.now());
  const isOwn = row.requestedBy === ctx.user.id;
  const mayRefuse = status === 'waiting' && !isOwn && own !== null;
  const favoured = { users: row.favouredUsers, roles: row.favouredRoles };
  return {
    id,
    kind: ControlKind.parse(row.kind),
    subject,
    subjectName: names.subjects.get(subject) ?? null,
    gains: row.gains.map((gain) => Gain.parse(gain)),
    facts,
    detailNames: Object.fromEntries(
      idsIn(facts).map((one): [string, string] => [one, names.ids.get(one) ?? one]),
    ),
    reason,
    requested: { at: requestedAt, by: { id: row.requestedBy, name: askedBy } },
    expiresAt: requestedAt + ANSWER_TIME,
    status,
    decided: decidedAt === null ? null : { at: decidedAt, by: decidedBy ?? '', note },
    isOwn,
    mayAgree: mayRefuse && isUnfavoured(own, favoured),
    mayRefuse,
  };
}

function statusOf({ decision, requestedAt }: Listed['row'], now: number): ControlStatus {
  return decision ?? (requestedAt > openSince(now) ? 'waiting' : 'expired');
}
