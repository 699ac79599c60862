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
import { endSearch } from './log-search.ts';
import { lookThrough } from './look-through.ts';
import { type DayCoverage, daysOf, reportDays } from './report-days.ts';
import type { SearchPiece } from './search-source.ts';
import { DesktopLayout, type SearchTarget } from './search-targets.ts';
import { hitsOf, type PreparedSearch, prepareSearch, sourcesOf } from './start-search.ts';
import { textSource } from './text-source.ts';
import { windowSource } from './window-source.ts';

const HOUR = 3_600_000_000;
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
  assertReportable(wish);
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

/** What was read and noted is counted of all displays and programs: "not found" shall be no more than that. */
function assertReportable({ from, to, display, program, places, numbers }: StartSearch): void {
  const why =
    to - from > MOST_REPORT_DAYS * DAY
      ? `A report is about ${MOST_REPORT_DAYS} days at most.`
      : display !== null
        ? 'A report is about all displays.'
        : program !== null && places.includes('texts')
          ? 'A report on the text of screens is about all programs.'
          : numbers !== null
            ? 'A report is about words: a number that was read wrongly would be missing in it.'
            : null;
  if (why !== null) throw new AppError('invalid-input', why);
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

/** What of one person's day may have been in pieces that did not open. */
interface Unopened {
  pieces: number;
  textMicros: number;
  windowMicros: number;
}

/** By person and day. */
type UnopenedDays = ReadonlyMap<string, Unopened>;

/** Counts into the search; gives the pieces that did not open. */
async function countHits(
  ctx: UserContext,
  prepared: PreparedSearch & { readonly signal: AbortSignal },
): Promise<UnopenedDays> {
  const { wish, query, people, targets, search, signal } = prepared;
  const unopened = new Map<string, Unopened>();
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
      noteUnopened(unopened, piece, target, zones.get(target.person) ?? 'UTC');
    }
  }
  return unopened;
}

/** A piece takes all of its longest time from each day that it may be of. */
function noteUnopened(
  days: Map<string, Unopened>,
  { kind, startsAt }: SearchPiece,
  { person, parts }: SearchTarget,
  timeZone: string,
): void {
  const { longestPiece } = kind === 'texts' ? textSource : windowSource;
  const seen = clipToReach(parts, { from: startsAt, to: startsAt + longestPiece });
  const cells = seen.flatMap((part) => daysOf(part, timeZone));
  for (const [date, own] of Map.groupBy(cells, (cell) => cell.date)) {
    const day = days.get(`${person} ${date}`) ?? { pieces: 0, textMicros: 0, windowMicros: 0 };
    day.pieces += 1;
    const micros = own.reduce((sum, { from, to }) => sum + to - from, 0);
    day[kind === 'texts' ? 'textMicros' : 'windowMicros'] += micros;
    days.set(`${person} ${date}`, day);
  }
}

/** What did not open was not looked at: it counts as not read. */
function withoutUnopened(day: DayCoverage, unopened: UnopenedDays): SearchReport['days'][number] {
  const lost = unopened.get(`${day.person} ${day.date}`);
  return {
    ...day,
    readMicros: Math.max(0, day.readMicros - (lost?.textMicros ?? 0)),
    notedMicros: Math.max(0, day.notedMicros - (lost?.windowMicros ?? 0)),
    unopened: lost?.pieces ?? 0,
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
