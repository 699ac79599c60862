import { AppError } from '@workcompanion/core/errors';
import {
  type SearchReport,
  searchReportTotals,
} from '@workcompanion/core/evidence/search-report/search-report';
import { writeSearchReport } from '@workcompanion/core/evidence/search-report/write-search-report';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { textPacks } from '@workcompanion/db/schema/text-packs';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, gte, inArray, lt } from 'drizzle-orm';
import { MOST_REPORT_DAYS, type StartSearch } from '../../contract/search.ts';
import { assertRight } from '../auth/assert-right.ts';
import { clipToReach } from '../auth/reach/reach.ts';
import type { UserContext } from '../auth/user-context.ts';
import { localDayOf } from '../people/local-day.ts';
import { endSearch } from './log-search.ts';
import { lookThrough } from './look-through.ts';
import { type DayCoverage, reportDays } from './report-days.ts';
import type { SearchPiece } from './search-source.ts';
import { DesktopLayout } from './search-targets.ts';
import { hitsOf, type PreparedSearch, prepareSearch, sourcesOf } from './start-search.ts';

const HOUR = 3_600_000_000;
/** A pack of text is of one hour, and no window track is longer. */
const LONGEST_PIECE = HOUR;
const DAY = 24 * HOUR;

/**
 * Searches anew and signs how far was looked and how often the words were found, without showing where.
 * It is a search like any other: for a reason, in the log of searches. Throws as `startSearch`.
 */
export async function makeSearchReport(
  ctx: UserContext,
  { signal, ...wish }: StartSearch & { readonly signal: AbortSignal },
): Promise<{ readonly name: string; readonly zip: Uint8Array<ArrayBuffer> }> {
  assertRight(ctx.user, 'export');
  if (wish.to - wish.from > MOST_REPORT_DAYS * DAY) {
    throw new AppError('invalid-input', `A report is about ${MOST_REPORT_DAYS} days at most.`);
  }
  // A filter is not sealed: whoever can change one could hide words from a report that is signed.
  const prepared = await prepareSearch(ctx, wish, { asksFilters: false });
  const { search } = prepared;
  try {
    const report = await lookedThrough(ctx, { ...prepared, signal });
    const made = await writeSearchReport(report, ctx.keys.signing);
    await endSearch(ctx, search, 'through');
    await withTransaction(ctx.db, (tx) =>
      appendAuditEntry(tx, ctx, {
        at: ctx.now(),
        action: 'search.report-made',
        entityType: 'search',
        entityId: search.id,
        details: { ...searchReportTotals(report), reportSha256: made.reportSha256 },
      }),
    );
    return { name: `search-report-${search.id}.zip`, zip: made.zip };
  } catch (error) {
    await endSearch(ctx, search, signal.aborted ? 'cancelled' : 'failed');
    throw error;
  }
}

async function lookedThrough(
  ctx: UserContext,
  prepared: PreparedSearch & { readonly signal: AbortSignal },
): Promise<SearchReport> {
  const { wish, people, targets, search } = prepared;
  const before = await reportDays(ctx, people, targets);
  const engines = await enginesOf(ctx, prepared);
  const unopened = await countHits(ctx, prepared);
  const after = await reportDays(ctx, people, targets);
  const { words, places, program, isFrontOnly, from, to } = wish;
  return {
    kind: 'workcompanion-search-report',
    v: 1,
    search: search.id,
    madeAt: ctx.now(),
    madeBy: { id: ctx.user.id, name: ctx.user.name },
    sought: { words, places, program, isFrontOnly, from, to },
    versions: { product: ctx.installation.version, engines },
    people: people.map(({ id, name, timeZone }) => ({
      id,
      name,
      timeZone,
      hits: search.told.get(id) ?? 0,
      seen: (targets.find(({ person }) => person === id)?.parts ?? []).map((part) => ({
        from: part.from,
        to: part.to,
      })),
    })),
    days: cautious(before, after).map((day) => withoutUnopened(day, unopened)),
  };
}

/** By person and day. */
type Unopened = ReadonlyMap<string, readonly SearchPiece[]>;

/** Counts into the search; gives the pieces that did not open. */
async function countHits(
  ctx: UserContext,
  prepared: PreparedSearch & { readonly signal: AbortSignal },
): Promise<Unopened> {
  const { wish, query, people, targets, search, signal } = prepared;
  const unopened = new Map<string, SearchPiece[]>();
  const deviceIds = targets.map(({ device }) => device);
  const layout = await DesktopLayout.read(ctx, deviceIds, wish);
  const zones = new Map(people.map(({ id, timeZone }) => [id, timeZone]));
  const work = { query, sources: sourcesOf(query), targets, time: wish, signal };
  for await (const looked of lookThrough(ctx, work)) {
    for (const { person } of hitsOf(looked.findings, { query, targets, layout })) {
      search.count(person);
    }
    for (const piece of looked.unopened) {
      const target = targets.find(({ device }) => device === piece.device);
      if (target === undefined) continue;
      const stretch = { from: piece.startsAt, to: piece.startsAt + LONGEST_PIECE };
      const [seen] = clipToReach(target.parts, stretch);
      if (seen === undefined) continue;
      const { date } = localDayOf(seen.from, zones.get(target.person) ?? 'UTC');
      const day = `${target.person} ${date}`;
      unopened.set(day, [...(unopened.get(day) ?? []), piece]);
    }
  }
  return unopened;
}

/** What did not open was not looked at: an hour at most each, which then counts as not read. */
function withoutUnopened(day: DayCoverage, unopened: Unopened): SearchReport['days'][number] {
  const pieces = unopened.get(`${day.person} ${day.date}`) ?? [];
  const texts = pieces.filter(({ kind }) => kind === 'texts').length;
  const lost = (count: number) => count * LONGEST_PIECE;
  return {
    ...day,
    readMicros: Math.max(0, day.readMicros - lost(texts)),
    notedMicros: Math.max(0, day.notedMicros - lost(pieces.length - texts)),
    unopened: pieces.length,
  };
}

/** What was read or deleted while it was searched is counted as not read: never more than was looked at. */
function cautious(before: readonly DayCoverage[], after: readonly DayCoverage[]): DayCoverage[] {
  return before.map((day, at) => {
    const later = after[at] ?? day;
    return {
      ...day,
      recordedMicros: Math.max(day.recordedMicros, later.recordedMicros),
      readMicros: Math.min(day.readMicros, later.readMicros),
      waitingSegments: Math.max(day.waitingSegments, later.waitingSegments),
      notedMicros: Math.min(day.notedMicros, later.notedMicros),
    };
  });
}

async function enginesOf(
  { db }: UserContext,
  { wish, targets }: PreparedSearch,
): Promise<string[]> {
  if (!wish.places.includes('texts') || targets.length === 0) return [];
  const rows = await db
    .selectDistinct({ engine: textPacks.engine })
    .from(textPacks)
    .where(
      and(
        inArray(
          textPacks.deviceId,
          targets.map(({ device }) => device),
        ),
        gte(textPacks.hour, wish.from - HOUR),
        lt(textPacks.hour, wish.to),
      ),
    );
  return rows.map(({ engine }) => engine).toSorted();
}
