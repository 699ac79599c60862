import type { CaseId } from '@workcompanion/core/ids';
import { caseMembers, cases } from '@workcompanion/db/schema/cases';
import { clips } from '@workcompanion/db/schema/clips';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { users } from '@workcompanion/db/schema/users';
import { and, count, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { CasesPage, ListCases } from '../../contract/cases.ts';
import { rightsOf } from '../auth/rights.ts';
import type { UserContext } from '../auth/user-context.ts';
import { keyset, type SortKey } from '../lists/keyset.ts';
import { assertExportsSome } from './open-case.ts';
import { countToDecide } from './read-case.ts';

/** The counts as the list tells them. Cases are some thousand at most: counted as they are read. */
const CLIPS = sql`(select count(*) from ${clips}
  where ${clips.caseId} = ${cases.id} and ${clips.removedAt} is null)`;
const PACKAGES = sql`(select count(*) from ${evidencePackages}
  join ${clips} on ${clips.id} = ${evidencePackages.clipId}
  where ${clips.caseId} = ${cases.id} and ${evidencePackages.state} = 'made')`;
const MEMBERS = sql`(select count(*) from ${caseMembers} where ${caseMembers.caseId} = ${cases.id})`;

/** What cases are sorted by. */
const CASE_KEYS = {
  case: { value: sql`lower(${cases.title})`, type: 'text' },
  // Open ones first.
  state: { value: sql`(case when ${cases.closedAt} is null then 0 else 1 end)`, type: 'integer' },
  clips: { value: CLIPS, type: 'bigint' },
  packages: { value: PACKAGES, type: 'bigint' },
  members: { value: MEMBERS, type: 'bigint' },
  // Ids are made with what they name.
  made: { value: cases.id, type: 'uuid' },
} as const satisfies Record<string, SortKey>;

/** Cases, the latest first or as asked for: those that the user is a member of, and all of them for auditors. */
export async function listCases(ctx: UserContext, wish: ListCases): Promise<CasesPage> {
  const isAuditor = rightsOf(ctx.user.roles).includes('audit');
  if (!isAuditor) await assertExportsSome(ctx);
  const order = keyset({ keys: CASE_KEYS, id: CASE_KEYS.made, ...wish });
  const rows = await ctx.db
    .select({ row: cases, createdBy: users.name, key: order.key })
    .from(cases)
    .innerJoin(users, eq(users.id, cases.createdBy))
    .where(and(...matching(wish), order.after, isAuditor ? undefined : isMine(ctx)))
    .orderBy(...order.by)
    .limit(wish.limit + 1);
  const { page, next } = order.cut(rows, { limit: wish.limit, idOf: ({ row }) => row.id });
  const ids = page.map(({ row }) => row.id);
  const [counts, toDecide] = await Promise.all([countIn(ctx, ids), countToDecide(ctx, ids)]);
  return {
    items: page.map(({ row: { id, title, createdAt, closedAt }, createdBy }) => ({
      id,
      title,
      createdAt,
      createdBy,
      closedAt,
      clips: counts.clips.get(id) ?? 0,
      packages: counts.packages.get(id) ?? 0,
      members: counts.members.get(id) ?? 0,
      toDecide: toDecide.get(id) ?? 0,
    })),
    next,
  };
}

function matching({ q, state }: ListCases): (SQL | undefined)[] {
  return [
    q === '' ? undefined : sql`strpos(lower(${cases.title}), ${q.toLowerCase()}) > 0`,
    state === 'open' ? isNull(cases.closedAt) : undefined,
    state === 'closed' ? isNotNull(cases.closedAt) : undefined,
  ];
}

function isMine({ db, user }: UserContext): SQL {
  const mine = db
    .select({ id: caseMembers.caseId })
    .from(caseMembers)
    .where(eq(caseMembers.userId, user.id));
  return inArray(cases.id, mine);
}

async function countIn({ db }: UserContext, ids: readonly CaseId[]) {
  const [clipRows, packageRows, memberRows] = await Promise.all([
    db
      .select({ id: clips.caseId, n: count() })
      .from(clips)
      .where(and(inArray(clips.caseId, [...ids]), isNull(clips.removedAt)))
      .groupBy(clips.caseId),
    db
      .select({ id: clips.caseId, n: count() })
      .from(evidencePackages)
      .innerJoin(clips, eq(clips.id, evidencePackages.clipId))
      .where(and(inArray(clips.caseId, [...ids]), eq(evidencePackages.state, 'made')))
      .groupBy(clips.caseId),
    db
      .select({ id: caseMembers.caseId, n: count() })
      .from(caseMembers)
      .where(inArray(caseMembers.caseId, [...ids]))
      .groupBy(caseMembers.caseId),
  ]);
  const byId = (rows: readonly { id: CaseId; n: number }[]) =>
    new Map(rows.map(({ id, n }) => [id, n]));
  return { clips: byId(clipRows), packages: byId(packageRows), members: byId(memberRows) };
}
