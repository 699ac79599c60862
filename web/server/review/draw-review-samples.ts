import { randomInt } from 'node:crypto';
import { type Interval, mergeIntervals } from '@workcompanion/core/footage/interval';
import { newId, ReviewSampleId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Db, Tx } from '@workcompanion/db/client';
import { bookmarks } from '@workcompanion/db/schema/bookmarks';
import { devices } from '@workcompanion/db/schema/devices';
import type { people } from '@workcompanion/db/schema/people';
import { reviewSamples } from '@workcompanion/db/schema/review-samples';
import { MAX_SPAN, spans } from '@workcompanion/db/schema/spans';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, asc, eq, exists, gt, gte, inArray, lt, lte, sql } from 'drizzle-orm';
import { Temporal } from 'temporal-polyfill';
import { REVIEWED_KINDS } from '../../contract/bookmarks.ts';
import {
  type ReviewSamples,
  SAMPLE_LENGTH,
  SAMPLES_A_WEEK,
  type SampleWeek,
} from '../../contract/review.ts';
import { clipToReach, type Reach } from '../auth/reach/reach.ts';
import { reachPerson } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import { localDay, localDayOf } from '../people/local-day.ts';
import { drawStretches } from './draw-stretches.ts';

type Person = typeof people.$inferSelect;

interface Week extends Interval {
  /** Its Monday. */
  readonly date: string;
}

/** What was drawn of the week for the user. */
export async function listReviewSamples(
  ctx: UserContext,
  { person: id, date }: SampleWeek,
): Promise<ReviewSamples> {
  const { person } = await reachPerson(ctx, 'watch', id);
  return samplesOf(ctx, person, weekOf(date, person.timeZone));
}

/**
 * Draws stretches of a person's week at random, once for each reviewer: who could draw again until it
 * suits would not have drawn at random. What is not in reach, or not yet, is not drawn.
 */
export async function drawReviewSamples(
  ctx: UserContext,
  { person: id, date }: SampleWeek,
): Promise<ReviewSamples> {
  const { person, reach } = await reachPerson(ctx, 'watch', id);
  const week = weekOf(date, person.timeZone);
  await withTransaction(ctx.db, async (tx) => {
    const name = `review-samples ${id} ${week.date} ${ctx.user.id}`;
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
    const drawn = await tx
      .select()
      .from(reviewSamples)
      .where(isOf(ctx, person, week))
      .limit(1);
    if (drawn.length > 0) return;
    const footage = await footageOf(tx, { person, week, reach });
    const draw = { footage, count: SAMPLES_A_WEEK, length: SAMPLE_LENGTH, random };
    const stretches = drawStretches(draw);
    if (stretches.length === 0) return;
    const at = ctx.now();
    await tx.insert(reviewSamples).values(
      stretches.map(({ from, to }) => ({
        id: newId(ReviewSampleId),
        userId: ctx.user.id,
        personId: id,
        week: week.date,
        startsAt: from,
        endsAt: to,
        drawnAt: at,
      })),
    );
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'samples.drawn',
      entityType: 'person',
      entityId: id,
      details: { week: week.date, stretches },
    });
  });
  return samplesOf(ctx, person, week);
}

const RESOLUTION = 2 ** 47;

/** Nobody can foresee it, the reviewer no more than the person. */
function random(): number {
  return randomInt(RESOLUTION) / RESOLUTION;
}

function weekOf(date: string, timeZone: string): Week {
  const day = Temporal.PlainDate.from(date);
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  const first = localDay(monday.toString(), timeZone);
  const last = localDay(monday.add({ days: 6 }).toString(), timeZone);
  return { date: monday.toString(), from: first.from, to: last.to };
}

function isOf({ user }: UserContext, { id }: Person, { date }: Week) {
  const { personId, week, userId } = reviewSamples;
  return and(eq(personId, id), eq(week, date), eq(userId, user.id));
}

async function samplesOf(ctx: UserContext, person: Person, week: Week): Promise<ReviewSamples> {
  const { id, startsAt, endsAt, userId, personId } = reviewSamples;
  const isReviewed = exists(
    ctx.db
      .select({ id: bookmarks.id })
      .from(bookmarks)
      .where(
        and(
          eq(bookmarks.personId, personId),
          eq(bookmarks.userId, userId),
          inArray(bookmarks.kind, [...REVIEWED_KINDS]),
          lte(bookmarks.startsAt, startsAt),
          gte(bookmarks.endsAt, endsAt),
        ),
      ),
  );
  const rows = await ctx.db
    .select({ id, from: startsAt, to: endsAt, isReviewed: sql<boolean>`${isReviewed}` })
    .from(reviewSamples)
    .where(isOf(ctx, person, week))
    .orderBy(asc(startsAt));
  return {
    week: week.date,
    isRunning: ctx.now() < week.to,
    items: rows.map((row) => ({ ...row, date: localDayOf(row.from, person.timeZone).date })),
  };
}

interface Asked {
  readonly person: Person;
  readonly week: Week;
  readonly reach: Reach;
}

/** Where any display of the person has footage that may be watched. */
async function footageOf(db: Db | Tx, { person, week, reach }: Asked): Promise<Interval[]> {
  const rows = await db
    .select({ from: spans.startsAt, to: spans.endsAt })
    .from(spans)
    .innerJoin(devices, eq(devices.id, spans.deviceId))
    .where(
      and(
        eq(devices.personId, person.id),
        gte(spans.startsAt, week.from - MAX_SPAN),
        lt(spans.startsAt, week.to),
        gt(spans.endsAt, week.from),
      ),
    );
  return mergeIntervals(rows)
    .flatMap((part) => clipToReach(reach, part))
    .flatMap((part) => clipToReach([week], part));
}
