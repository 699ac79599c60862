import type { CaseId, ClipId, DeviceId, UserId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { MAX_SEGMENT } from '@workcompanion/db/queries/span-joint';
import { countWaitingTexts } from '@workcompanion/db/queries/want-texts';
import { bookmarks } from '@workcompanion/db/schema/bookmarks';
import { caseBookmarks, caseMembers } from '@workcompanion/db/schema/cases';
import { clips } from '@workcompanion/db/schema/clips';
import { devices } from '@workcompanion/db/schema/devices';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { holds } from '@workcompanion/db/schema/holds';
import { people } from '@workcompanion/db/schema/people';
import { MAX_SPAN } from '@workcompanion/db/schema/spans';
import { textRequests } from '@workcompanion/db/schema/text-requests';
import { users } from '@workcompanion/db/schema/users';
import {
  and,
  asc,
  count,
  eq,
  gt,
  gte,
  inArray,
  isNull,
  lte,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { CaseBookmark, CaseDetails, CaseMember, OneCase } from '../../contract/cases.ts';
import type { Clip } from '../../contract/clips.ts';
import { rightsOf } from '../auth/rights.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readableCase } from './open-case.ts';

const adders = alias(users, 'adders');

type Asker = Pick<UserContext, 'db' | 'now'>;

/** The case with all that is bounded in it; notes, holds, packages and its story are lists. */
export async function readCase(ctx: UserContext, { case: id }: OneCase): Promise<CaseDetails> {
  const { row, mayWork } = await readableCase(ctx, id);
  const [members, clips, marked, names, toDecide] = await Promise.all([
    membersOf(ctx.db, id),
    clipsOfCase(ctx, id),
    bookmarksOf(ctx.db, id),
    namesOf(ctx.db, row.closedBy === null ? [row.createdBy] : [row.createdBy, row.closedBy]),
    countToDecide(ctx, [id]),
  ]);
  const nameOf = (user: UserId): string => names.get(user) ?? '';
  const { title, description, createdAt, createdBy, closedAt, closedBy } = row;
  return {
    id,
    title,
    description,
    createdAt,
    mayWork,
    members,
    clips,
    bookmarks: marked,
    toDecide: toDecide.get(id) ?? 0,
    createdBy: { id: createdBy, name: nameOf(createdBy) },
    closed: closedAt === null || closedBy === null ? null : { at: closedAt, by: nameOf(closedBy) },
    mayHold: mayWork && rightsOf(ctx.user.roles).includes('hold'),
  };
}

function membersOf(db: Db, id: CaseId): Promise<CaseMember[]> {
  return db
    .select({
      user: { id: users.id, name: users.name },
      addedAt: caseMembers.addedAt,
      addedBy: adders.name,
    })
    .from(caseMembers)
    .innerJoin(users, eq(users.id, caseMembers.userId))
    .innerJoin(adders, eq(adders.id, caseMembers.addedBy))
    .where(eq(caseMembers.caseId, id))
    .orderBy(asc(caseMembers.addedAt), asc(users.id));
}

function bookmarksOf(db: Db, id: CaseId): Promise<CaseBookmark[]> {
  const { id: person, name, timeZone } = people;
  return db
    .select({
      id: bookmarks.id,
      person: { id: person, name, timeZone },
      from: bookmarks.startsAt,
      to: bookmarks.endsAt,
      note: bookmarks.note,
      userName: users.name,
    })
    .from(caseBookmarks)
    .innerJoin(bookmarks, eq(bookmarks.id, caseBookmarks.bookmarkId))
    .innerJoin(people, eq(people.id, bookmarks.personId))
    .innerJoin(users, eq(users.id, bookmarks.userId))
    .where(eq(caseBookmarks.caseId, id))
    .orderBy(asc(bookmarks.startsAt), asc(bookmarks.id));
}

async function namesOf(db: Db, ids: readonly UserId[]): Promise<ReadonlyMap<UserId, string>> {
  const rows = await db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, [...ids]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** All of them: a case holds some hundreds at most (`assertRoom`). */
async function clipsOfCase(ctx: Asker, id: CaseId): Promise<Clip[]> {
  const { id: person, name, timeZone } = people;
  const rows = await ctx.db
    .select({
      clip: clips,
      person: { id: person, name, timeZone },
      createdBy: users.name,
      isHeld: isHeld(ctx),
      disclosesWindow: disclosesWindow(),
      asked: textRequests.segments,
    })
    .from(clips)
    .innerJoin(people, eq(people.id, clips.personId))
    .innerJoin(users, eq(users.id, clips.createdBy))
    .leftJoin(textRequests, eq(textRequests.clipId, clips.id))
    .where(and(eq(clips.caseId, id), isNull(clips.removedAt)))
    .orderBy(asc(clips.footageFrom), asc(clips.id));
  const hosts = await hostnames(
    ctx,
    rows.flatMap(({ clip }) => clip.displays.map(({ device }) => device)),
  );
  const waiting = await waitingTexts(
    ctx.db,
    rows.flatMap(({ clip, asked }) => (asked === null ? [] : [clip])),
  );
  return rows.map(({ clip, asked, ...rest }) => ({
    ...rest,
    texts: asked === null ? null : { segments: asked, waiting: waiting.get(clip.id) ?? 0 },
    id: clip.id,
    title: clip.title,
    from: clip.footageFrom,
    to: clip.footageTo,
    displays: clip.displays.map(({ device, display }) => ({
      device,
      display,
      hostname: hosts.get(device) ?? '',
    })),
    createdAt: clip.createdAt,
  }));
}

async function waitingTexts(
  db: Db,
  asked: readonly (typeof clips.$inferSelect)[],
): Promise<ReadonlyMap<ClipId, number>> {
  const counts = new Map<ClipId, number>();
  for (const { id, displays, footageFrom: from, footageTo: to } of asked) {
    counts.set(id, await countWaitingTexts(db, { displays, from, to }));
  }
  return counts;
}

/** By one hold on the person that reaches over the whole clip. */
function isHeld({ db, now }: Asker) {
  const covering = db
    .select({ one: sql`1` })
    .from(holds)
    .where(
      and(
        eq(holds.personId, clips.personId),
        isNull(holds.releasedAt),
        lte(holds.footageFrom, clips.footageFrom),
        or(isNull(holds.footageTo), gte(holds.footageTo, clips.footageTo)),
        or(isNull(holds.expiresAt), gt(holds.expiresAt, now())),
      ),
    );
  return sql<boolean>`exists ${covering}`;
}

async function hostnames({ db }: Asker, ids: readonly DeviceId[]): Promise<Map<DeviceId, string>> {
  const rows = await db
    .select({ id: devices.id, host: devices.host })
    .from(devices)
    .where(inArray(devices.id, [...new Set(ids)]));
  return new Map(rows.map(({ id, host }) => [id, host.hostname]));
}

/**
 * Whether some of a clip is from before segments had keys of their own, so that its package holds
 * the key of a window (docs/decisions/039).
 */
export function disclosesWindow(): SQL<boolean> {
  const { footageFrom, footageTo } = clips;
  const micros = sql`interval '1 microsecond'`;
  return sql<boolean>`exists (
    select from jsonb_to_recordset(${clips.displays}) as lane (device uuid, display text)
    join spans on spans.device_id = lane.device and spans.display = lane.display
      and spans.starts_at >= ${footageFrom} - ${MAX_SPAN} * ${micros}
      and spans.starts_at < ${footageTo} and spans.ends_at > ${footageFrom}
    join segments on segments.recording_id = spans.recording_id
      and segments.id >= ${idBound(sql`${footageFrom} - ${MAX_SEGMENT} * ${micros}`)}
      and segments.id < ${idBound(sql`${footageTo} + interval '1 millisecond'`)}
      and segments.starts_at < ${footageTo}
      and segments.starts_at + segments.duration * ${micros} > ${footageFrom}
      and segments.state <> 'shredded' and not segments.has_own_key)`;
}

/** What `idLowerBound` makes of a time that only the database knows: it chooses the partitions. */
function idBound(at: SQL) {
  return sql`(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;
}

/** Packages of the cases that wait for the user: a member who did not ask for them. */
export async function countToDecide(
  { db, user }: UserContext,
  ids: readonly CaseId[],
): Promise<ReadonlyMap<CaseId, number>> {
  const rows = await db
    .select({ id: clips.caseId, n: count() })
    .from(evidencePackages)
    .innerJoin(clips, eq(clips.id, evidencePackages.clipId))
    .innerJoin(
      caseMembers,
      and(eq(caseMembers.caseId, clips.caseId), eq(caseMembers.userId, user.id)),
    )
    .where(
      and(
        inArray(clips.caseId, [...ids]),
        eq(evidencePackages.state, 'awaiting-approval'),
        ne(evidencePackages.requestedBy, user.id),
      ),
    )
    .groupBy(clips.caseId);
  return new Map(rows.map(({ id, n }) => [id, n]));
}
