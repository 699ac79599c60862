import { AppError } from '@workcompanion/core/errors';
import { foldText } from '@workcompanion/core/search/fold';
import { searchTerms } from '@workcompanion/core/search/search-terms';
import {
  FEWEST_LETTERS,
  MOST_HITS,
  MOST_PEOPLE_SEARCHED,
  type SearchHit,
  type SearchLine,
  type StartSearch,
} from '../../contract/search.ts';
import type { UserContext } from '../auth/user-context.ts';
import { toldError } from '../http/error-reply.ts';
import type { ByteSource } from '../http/reply.ts';
import type { ShownStretch } from '../views/extend-view.ts';
import { logDeliveries } from '../views/log-delivery.ts';
import type { DeviceFinding } from './join-findings.ts';
import { beginSearch, endSearch, type StartedSearch } from './log-search.ts';
import { lookThrough } from './look-through.ts';
import { searchCoverage } from './search-coverage.ts';
import { peopleSought, requirePurposes, type SoughtPerson } from './search-scope.ts';
import type { SearchQuery, SearchSource } from './search-source.ts';
import { DesktopLayout, type SearchTarget, searchTargets } from './search-targets.ts';
import { textSource } from './text-source.ts';
import { windowSource } from './window-source.ts';

const SOURCES: readonly SearchSource[] = [windowSource, textSource];
/** Between two lines that say how far was looked. */
const PROGRESS_MS = 200;

/**
 * Looks for words in what was on screens. Reach, purpose and the log of searches come before any key is
 * opened; each hit stands in the log of views before it is told. Throws `not-found`, `forbidden`,
 * `purpose-required`, `too-many-people`, `invalid-input`.
 */
export async function startSearch(
  ctx: UserContext,
  { signal, ...wish }: StartSearch & { readonly signal: AbortSignal },
): Promise<ByteSource> {
  return new SearchStream(ctx, {
    ...(await prepareSearch(ctx, wish, { asksFilters: true })),
    signal,
  });
}

/** A search that stands in the log, and of which nothing was opened yet. */
export interface PreparedSearch {
  readonly wish: StartSearch;
  readonly query: SearchQuery;
  readonly people: readonly SoughtPerson[];
  readonly targets: readonly SearchTarget[];
  readonly search: StartedSearch;
}

/** Throws as `startSearch`. */
export async function prepareSearch(
  ctx: UserContext,
  wish: StartSearch,
  how: Pick<SearchQuery, 'asksFilters'>,
): Promise<PreparedSearch> {
  const query = { ...queryOf(wish), ...how };
  const { found, total } = await peopleSought(ctx, wish);
  if (total > MOST_PEOPLE_SEARCHED) {
    throw new AppError(
      'too-many-people',
      `At most ${MOST_PEOPLE_SEARCHED} people can be searched at once: choose a team or a person.`,
      { details: { people: total } },
    );
  }
  const purposes = await requirePurposes(ctx, found);
  const targets = await searchTargets(ctx, found, { purposes, time: wish });
  const search = await beginSearch(ctx, { wish, people: found, purposes });
  return {
    wish,
    query,
    people: found,
    targets,
    search,
  };
}

/** Throws `invalid-input` for words that are on every screen. */
export function queryOf(wish: Omit<StartSearch, 'from' | 'to'>): Omit<SearchQuery, 'asksFilters'> {
  const terms = searchTerms(wish.words);
  const isAnyNumber = wish.numbers !== null && terms.length === 0;
  if (!isAnyNumber && terms.join('').length < FEWEST_LETTERS) {
    throw new AppError('invalid-input', `Search for ${FEWEST_LETTERS} letters at least.`);
  }
  return {
    terms,
    numbers: wish.numbers,
    places: new Set(wish.places),
    program: wish.program === null ? null : foldText(wish.program),
    display: wish.display,
    isFrontOnly: wish.isFrontOnly,
  };
}

export function sourcesOf({ places }: SearchQuery): readonly SearchSource[] {
  return SOURCES.filter((source) => source.places.some((place) => places.has(place)));
}

interface RunningSearch extends PreparedSearch {
  readonly signal: AbortSignal;
}

/** The lines of one search, made while they are sent; it ends when its reader leaves. */
class SearchStream implements ByteSource {
  readonly #ctx: UserContext;
  readonly #run: RunningSearch;
  readonly #left = new AbortController();
  readonly #signal: AbortSignal;
  #layout: Promise<DesktopLayout> | null = null;

  constructor(ctx: UserContext, run: RunningSearch) {
    this.#ctx = ctx;
    this.#run = run;
    this.#signal = AbortSignal.any([this.#left.signal, run.signal]);
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    const { search, people } = this.#run;
    yield written([
      {
        kind: 'began',
        search: search.id,
        people: people.map(({ id, name, timeZone }) => ({ id, name, timeZone })),
      },
    ]);
    try {
      yield* this.#lines();
    } catch (error) {
      if (this.#signal.aborted) return await endSearch(this.#ctx, search, 'cancelled');
      await endSearch(this.#ctx, search, 'failed');
      const { code } = toldError(error);
      this.#ctx.log.error({ err: error, search: search.id }, 'a search failed');
      yield written([{ kind: 'failed', code, requestId: this.#ctx.requestId }]);
    }
  }

  async *#lines(): AsyncGenerator<Uint8Array> {
    const { wish, query, targets, search } = this.#run;
    const coverage = searchCoverage(this.#ctx, targets);
    // Its failure is met where it is awaited, however the search goes.
    coverage.catch(() => undefined);
    const work = { query, sources: sourcesOf(query), targets, time: wish, signal: this.#signal };
    let unreadable = 0;
    let toldAt = performance.now();
    let olderThan: number | null = null;
    for await (const looked of lookThrough(this.#ctx, work)) {
      unreadable += looked.unopened.length;
      const hits = await this.#tell(looked.findings);
      const isDue = performance.now() - toldAt > PROGRESS_MS;
      if (hits.length > 0 || isDue) {
        toldAt = performance.now();
        const searchedTo = Math.max(looked.searchedTo, wish.from);
        yield written([...hits, { kind: 'progress', searchedTo }]);
      }
      if (search.hits < MOST_HITS || looked.searchedTo <= wish.from) continue;
      olderThan = looked.searchedTo;
      break;
    }
    const known = { ...(await coverage), unreadable };
    await endSearch(this.#ctx, search, olderThan === null ? 'through' : 'full');
    yield written([{ kind: 'ended', hits: search.hits, olderThan, coverage: known }]);
  }

  /** Logs what is shown, then gives it. */
  async #tell(findings: readonly DeviceFinding[]): Promise<SearchHit[]> {
    if (findings.length === 0) return [];
    const { targets, wish, search, query } = this.#run;
    const deviceIds = targets.map(({ device }) => device);
    this.#layout ??= DesktopLayout.read(this.#ctx, deviceIds, wish);
    const layout = await this.#layout;
    const hits = hitsOf(findings, { query, targets, layout });
    for (const [device, own] of Map.groupBy(hits, (hit) => hit.device)) {
      const purposeId = targets.find((target) => target.device === device)?.purposeId ?? null;
      await logDeliveries(this.#ctx, { device, purposeId, stretches: own.map(shownBy) });
    }
    for (const { person } of hits) search.count(person);
    return hits;
  }

  async close(): Promise<void> {
    this.#left.abort();
    await endSearch(this.#ctx, this.#run.search, 'cancelled');
  }
}

/** What was found, as it is told: where on a display, and of whom. */
export function hitsOf(
  findings: readonly DeviceFinding[],
  {
    query,
    targets,
    layout,
  }: Pick<PreparedSearch, 'query' | 'targets'> & { readonly layout: DesktopLayout },
): SearchHit[] {
  return findings
    .flatMap((finding) => {
      const target = targets.find(({ device }) => device === finding.device);
      return target === undefined ? [] : toHit(finding, target, layout);
    })
    .filter(({ display }) => query.display === null || display === query.display);
}

function toHit(
  { device, box, place, from, to, program, title, text, marks, isFront, ...finding }: DeviceFinding,
  { person }: SearchTarget,
  layout: DesktopLayout,
): SearchHit {
  const placed = finding.display === null && box !== null ? layout.place(device, box) : null;
  const display = finding.display ?? placed?.display ?? null;
  return {
    kind: 'hit',
    place,
    from,
    to,
    program,
    title,
    text,
    isFront,
    marks: [...marks],
    person,
    device,
    display,
    box: finding.display === null ? (placed?.box ?? null) : box,
    screen: finding.screen ?? layout.screenOf(device, display),
  };
}

/** Titles are told of a desktop, lines of a display. */
function shownBy({ place, display, from, to }: SearchHit): ShownStretch {
  const isText = place === 'texts';
  return { kind: isText ? 'texts' : 'programs', display: isText ? (display ?? '') : '', from, to };
}

function written(lines: readonly SearchLine[]): Uint8Array {
  return Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
