import { caseMembers, cases } from '@workcompanion/db/schema/cases';
import { clips } from '@workcompanion/db/schema/clips';
import { devices } from '@workcompanion/db/schema/devices';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { holds } from '@workcompanion/db/schema/holds';
import { people } from '@workcompanion/db/schema/people';
import { users } from '@workcompanion/db/schema/users';
import { and, asc, desc, eq, gt, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Casework } from '../../contract/home.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

const DAY = 24 * 3_600_000_000;
const RECENT = 7 * DAY;
const ENDS_SOON = 30 * DAY;
const MOST = 12;

/** What waits in the cases that the user is a member of. Throws `forbidden`. */
export async function readCasework(ctx: UserContext): Promise<Casework> {
  assertRight(ctx.user, 'hold');
  const now = ctx.now();
  const { state, requestedBy, requestedAt, finishedAt, decidedAt } = evidencePackages;
  const isWaiting = eq(state, 'awaiting-approval');
  const isNews = or(
    ...[requestedAt, decidedAt, finishedAt].map((moment) => gt(moment, now - RECENT)),
  );
  const [toDecide, recent, endingHolds] = await Promise.all([
    packagesOf(ctx, and(isWaiting, ne(requestedBy, ctx.user.id)), asc(requestedAt)),
    packagesOf(
      ctx,
      and(isNews, or(ne(state, 'awaiting-approval'), eq(requestedBy, ctx.user.id))),
      desc(sql`coalesce(${finishedAt}, ${decidedAt}, ${requestedAt})`),
    ),
    holdsThatEnd(ctx),
  ]);
  return { now, toDecide, recent, endingHolds };
}

function packagesOf({ db, user }: UserContext, where: SQL | undefined, order: SQL) {
  return db
    .select({
      id: evidencePackages.id,
      case: { id: cases.id, title: cases.title },
      clip: clips.title,
      state: evidencePackages.state,
      requestedBy: users.name,
      requestedAt: evidencePackages.requestedAt,
      finishedAt: evidencePackages.finishedAt,
    })
    .from(caseMembers)
    .innerJoin(cases, eq(cases.id, caseMembers.caseId))
    .innerJoin(clips, eq(clips.caseId, cases.id))
    .innerJoin(evidencePackages, eq(evidencePackages.clipId, clips.id))
    .innerJoin(users, eq(users.id, evidencePackages.requestedBy))
    .where(and(eq(caseMembers.userId, user.id), where))
    .orderBy(order)
    .limit(MOST);
}

async function holdsThatEnd({ db, now }: UserContext): Promise<Casework['endingHolds']> {
  const rows = await db
    .select({
      id: holds.id,
      person: { id: people.id, name: people.name },
      reason: holds.reason,
      expiresAt: holds.expiresAt,
    })
    .from(holds)
    .leftJoin(devices, eq(devices.id, holds.deviceId))
    .innerJoin(people, eq(people.id, sql`coalesce(${holds.personId}, ${devices.personId})`))
    .where(
      and(
        isNull(holds.releasedAt),
        gt(holds.expiresAt, now()),
        lt(holds.expiresAt, now() + ENDS_SOON),
      ),
    )
    .orderBy(asc(holds.expiresAt))
    .limit(MOST);
  return rows.flatMap(({ expiresAt, ...hold }) =>
    expiresAt === null ? [] : [{ ...hold, expiresAt }],
  );
}
