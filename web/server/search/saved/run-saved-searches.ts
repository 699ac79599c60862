import { isAppError } from '@workcompanion/core/errors';
import { type DeviceId, idLowerBound, type PersonId } from '@workcompanion/core/ids';
import { LONGEST_TRACK } from '@workcompanion/core/windows/window-track';
import { appendAuditEntry, SYSTEM_ACTOR } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { notify } from '@workcompanion/db/notifications/notify';
import { takeSlot } from '@workcompanion/db/queries/take-slot';
import { savedSearches, savedSearchFinds } from '@workcompanion/db/schema/saved-searches';
import { textPacks } from '@workcompanion/db/schema/text-packs';
import { users } from '@workcompanion/db/schema/users';
import { windowTracks } from '@workcompanion/db/schema/window-tracks';
import { withTransaction } from '@workcompanion/db/transaction';
import {
  and,
  asc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  max,
  min,
  or,
  sql,
} from 'drizzle-orm';
import { MOST_PEOPLE_SAVED } from '../../../contract/saved-searches.ts';
import type { Stretch } from '../../auth/reach/reach.ts';
import { rightsOf } from '../../auth/rights.ts';
import type { ActorContext } from '../../auth/user-context.ts';
import type { ServerContext } from '../../context.ts';
import { localDayOf } from '../../people/local-day.ts';
import { lookThrough } from '../look-through.ts';
import { openWords } from '../sealed-words.ts';
import { peopleSought, type SoughtPerson } from '../search-scope.ts';
import { DesktopLayout, searchTargets } from '../search-targets.ts';
import { hitsOf, queryOf, sourcesOf } from '../start-search.ts';
import { logSavedSearch } from './log-saved-search.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
/** Each looks so often at most. */
const EVERY = 10 * MINUTE;
/** Over all nodes one looks; a node that died is waited for so long. */
const SLOT_LASTS = 10 * MINUTE;
/** What was written down before the last look, and could be read only after it: clocks of nodes differ. */
const LATE = 10 * MINUTE;

type Saved = typeof savedSearches.$inferSelect;

/** Looks for each saved search that is due, one after the other; nothing is done where another node does it. */
export async function runSavedSearches(ctx: ServerContext, signal: AbortSignal): Promise<void> {
  const due = await dueSearches(ctx);
  if (due.length === 0) return;
  const slot = { name: 'saved-searches', most: 1, now: ctx.now(), lasts: SLOT_LASTS };
  const free = await takeSlot(ctx.db, slot);
  if (free === null) return;
  try {
    for (const saved of await dueSearches(ctx)) {
      signal.throwIfAborted();
      try {
        await runSavedSearch(ctx, saved, signal);
      } catch (err) {
        if (signal.aborted) throw err;
        // It stays due, and those behind it have their turn.
        ctx.log.error({ err, savedSearch: saved.id }, 'a saved search failed');
      }
    }
  } finally {
    await free();
  }
}

function dueSearches({ db, now }: ServerContext): Promise<Saved[]> {
  const { agreedAt, endedAt, lookedAt, endsAt } = savedSearches;
  const isDue = or(isNull(lookedAt), lt(lookedAt, now() - EVERY));
  return db
    .select()
    .from(savedSearches)
    .where(and(isNotNull(agreedAt), isNull(endedAt), gt(endsAt, now()), isDue))
    .orderBy(sql`${lookedAt} nulls first`, asc(savedSearches.id));
}

async function runSavedSearch(
  server: ServerContext,
  saved: Saved,
  signal: AbortSignal,
): Promise<void> {
  const ctx = await contextOfMaker(server, saved);
  if (ctx === null) return endOf(server, saved);
  const at = ctx.now();
  const people = await peopleOf(ctx, saved);
  const finds: Find[] = [];
  for (const person of people) {
    signal.throwIfAborted();
    finds.push(...(await lookAtPerson(ctx, { saved, people, person, at, signal })));
  }
  await withTransaction(ctx.db, async (tx) => {
    // Under lock: what two nodes found is told once.
    await tx.select().from(savedSearches).where(eq(savedSearches.id, saved.id)).for('update');
    const news = await storeFinds(tx, saved, finds, at);
    await tx.update(savedSearches).set({ lookedAt: at }).where(eq(savedSearches.id, saved.id));
    if (news.hits > 0) {
      const facts = { kind: 'saved-search-found', savedSearch: saved.id, ...news } as const;
      await notify(tx, { users: [saved.userId], facts, at });
    }
  });
}

/** Who has left its maker's reach is not searched any more. */
async function peopleOf(ctx: ActorContext, { personId, teamId }: Saved) {
  try {
    const sought = { person: personId, team: teamId };
    return (await peopleSought(ctx, sought, MOST_PEOPLE_SAVED)).found;
  } catch (error) {
    if (isAppError(error, 'forbidden') || isAppError(error, 'not-found')) return [];
    throw error;
  }
}

/** Who made it, as long as they may make one. */
async function contextOfMaker(ctx: ServerContext, saved: Saved): Promise<ActorContext | null> {
  const [user] = await ctx.db.select().from(users).where(eq(users.id, saved.userId));
  const may = user && user.disabledAt === null && rightsOf(user.roles).includes('export');
  if (!may) return null;
  const { id, name, email, roles, personId } = user;
  return { ...ctx, user: { id, name, email, roles, personId } };
}

/** Its maker may not search any more: nobody goes on in their name. */
async function endOf({ db, now }: ServerContext, { id }: Saved): Promise<void> {
  const at = now();
  await withTransaction(db, async (tx) => {
    await tx.update(savedSearches).set({ endedAt: at }).where(eq(savedSearches.id, id));
    await appendAuditEntry(tx, SYSTEM_ACTOR, {
      at,
      action: 'saved-search.ended',
      entityType: 'saved-search',
      entityId: id,
      details: { byItself: true },
    });
  });
}

interface Find {
  readonly person: PersonId;
  readonly date: string;
  readonly hits: number;
}

interface PersonLook {
  readonly saved: Saved;
  /** All that it goes over. */
  readonly people: readonly SoughtPerson[];
  readonly person: SoughtPerson;
  readonly at: number;
  readonly signal: AbortSignal;
}

/** Counts anew on the days of which more can be searched since the last look. */
async function lookAtPerson(
  ctx: ActorContext,
  { saved, people, person, at, signal }: PersonLook,
): Promise<Find[]> {
  const time = { from: saved.footageFrom, to: at };
  const targets = await searchTargets(ctx, [person], { purposes: new Map(), time });
  const deviceIds = targets.map(({ device }) => device);
  const changed = await changedSince(ctx, {
    deviceIds,
    from: time.from,
    since: saved.lookedAt,
  });
  if (changed === null) return [];
  const days = {
    from: Math.max(time.from, localDayOf(changed.from, person.timeZone).from),
    to: Math.min(time.to, localDayOf(changed.to, person.timeZone).to),
  };
  if (days.from >= days.to) return [];
  const words = openWords(ctx, `saved-search:${saved.id}`, saved.sealed);
  const { places, isFrontOnly } = saved;
  const scope = { person: saved.personId, team: saved.teamId, display: null };
  const query = { ...queryOf({ ...words, ...scope, places, isFrontOnly }), asksFilters: true };
  const log = await logSavedSearch(ctx, { saved, people, person, days, at });
  const layout = await DesktopLayout.read(ctx, deviceIds, days);
  const counts = new Map<string, number>();
  const work = { query, sources: sourcesOf(query), targets, time: days, signal };
  for await (const { findings } of lookThrough(ctx, work)) {
    // What began on a day before was counted there.
    const inDays = findings.filter(({ from }) => from >= days.from && from < days.to);
    for (const { from } of hitsOf(inDays, { query, targets, layout })) {
      const { date } = localDayOf(from, person.timeZone);
      counts.set(date, (counts.get(date) ?? 0) + 1);
    }
  }
  await log.count([...counts.values()].reduce((sum, hits) => sum + hits, 0));
  return [...counts].map(([date, hits]) => ({ person: person.id, date, hits }));
}

interface Changed {
  readonly deviceIds: readonly DeviceId[];
  /** What was shown before is not looked at. */
  readonly from: number;
  /** Null: whenever it came. */
  readonly since: number | null;
}

/** From the first to the last of what was read or noted since; null where nothing was. */
async function changedSince(
  { db }: ServerContext,
  { deviceIds, from, since }: Changed,
): Promise<Stretch | null> {
  if (deviceIds.length === 0) return null;
  const after = since === null ? 0 : since - LATE;
  const { deviceId, hour, objectId } = textPacks;
  const [texts] = await db
    .select({ first: min(hour), last: max(hour) })
    .from(textPacks)
    // An object is made anew when more is read, and its id tells when.
    .where(
      and(
        inArray(deviceId, [...deviceIds]),
        gte(hour, from - HOUR),
        sql`${objectId} > ${idLowerBound(after / 1000)}::uuid`,
      ),
    );
  const { startsAt, receivedAt } = windowTracks;
  const [windows] = await db
    .select({ first: min(startsAt), last: max(startsAt) })
    .from(windowTracks)
    .where(
      and(
        inArray(windowTracks.deviceId, [...deviceIds]),
        gte(startsAt, from - LONGEST_TRACK),
        gt(receivedAt, after),
      ),
    );
  const firsts = [texts?.first, windows?.first].filter((time) => time != null);
  const lasts = [
    ...(texts?.last == null ? [] : [texts.last + HOUR]),
    ...(windows?.last == null ? [] : [windows.last + LONGEST_TRACK]),
  ];
  return firsts.length === 0 ? null : { from: Math.min(...firsts), to: Math.max(...lasts) };
}

/** Keeps what is more than before, and tells how much that is. */
async function storeFinds(tx: Tx, { id }: Saved, finds: readonly Find[], foundAt: number) {
  const before = await tx
    .select()
    .from(savedSearchFinds)
    .where(eq(savedSearchFinds.savedSearchId, id));
  const known = new Map(before.map(({ personId, date, hits }) => [`${personId} ${date}`, hits]));
  const more = finds.filter(
    ({ person, date, hits }) => hits > (known.get(`${person} ${date}`) ?? 0),
  );
  for (const { person: personId, date, hits } of more) {
    await tx
      .insert(savedSearchFinds)
      .values({
        savedSearchId: id,
        personId,
        date,
        hits,
        foundAt,
      })
      .onConflictDoUpdate({
        target: [savedSearchFinds.savedSearchId, savedSearchFinds.personId, savedSearchFinds.date],
        set: { hits, foundAt },
      });
  }
  const hits = more.reduce(
    (sum, { person, date, hits: now }) => sum + now - (known.get(`${person} ${date}`) ?? 0),
    0,
  );
  return { hits, people: new Set(more.map(({ person }) => person)).size };
}
