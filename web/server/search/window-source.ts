import { foldText } from '@workcompanion/core/search/fold';
import { findTerms } from '@workcompanion/core/search/search-terms';
import {
  LONGEST_TRACK,
  type SeenWindow,
  type WindowTrack,
  type WindowUse,
} from '@workcompanion/core/windows/window-track';
import { windowTracks } from '@workcompanion/db/schema/window-tracks';
import { and, gte, inArray, lt } from 'drizzle-orm';
import { openTrack } from '../programs/read-day-programs.ts';
import type { Finding, SearchQuery, SearchSource } from './search-source.ts';

/** The programs and titles of windows, as recorders have noted them. */
export const windowSource: SearchSource = {
  places: ['titles', 'programs'],
  longestPiece: LONGEST_TRACK,
  async pieces(ctx, { deviceIds, from, to }) {
    const { deviceId, startsAt } = windowTracks;
    const rows = await ctx.db
      .select()
      .from(windowTracks)
      .where(and(inArray(deviceId, [...deviceIds]), gte(startsAt, from), lt(startsAt, to)));
    return rows.map((row) => ({
      kind: 'windows',
      device: row.deviceId,
      lane: row.deviceId,
      startsAt: row.startsAt,
      keyId: row.keyId,
      async find(query) {
        const track = await openTrack(ctx, row);
        return track && findInTrack(track, query);
      },
    }));
  },
};

function findInTrack({ uses }: WindowTrack, query: SearchQuery): Finding[] {
  return uses.flatMap((use) => findInUse(use, query));
}

/** Each window once: in front, else behind. */
function findInUse(use: WindowUse, query: SearchQuery): Finding[] {
  if (!isOfProgram(use.program, query)) return [];
  const front = use.windows.find((window) => isSame(window, use)) ?? null;
  const behind = query.isFrontOnly ? [] : use.windows.filter((window) => window !== front);
  return [
    ...findInWindow(use, front, query),
    ...behind.flatMap((window) =>
      findInWindow({ ...window, ...timeOf(use) }, window, query, false),
    ),
  ];
}

function isOfProgram(program: string | null, query: SearchQuery): boolean {
  return query.program === null || foldText(program ?? '').includes(query.program);
}

function isSame(window: SeenWindow, { program, title }: WindowUse): boolean {
  return window.program === program && window.title === title;
}

function timeOf({ from, to }: WindowUse): Pick<WindowUse, 'from' | 'to'> {
  return { from, to };
}

type NamedWindow = Pick<WindowUse, 'from' | 'to' | 'program' | 'title'>;

function findInWindow(
  { from, to, program, title }: NamedWindow,
  window: SeenWindow | null,
  { terms, places }: SearchQuery,
  isFront = true,
): Finding[] {
  const ofTitle = places.has('titles') ? (title ?? '') : '';
  const ofProgram = places.has('programs') ? (program ?? '') : '';
  const marks = findTerms([ofTitle, ofProgram], terms);
  if (marks === null) return [];
  const [inTitle = [], inProgram = []] = marks;
  const { x, y, width, height } = window ?? {};
  const hasBox = x !== undefined && y !== undefined && width !== undefined && height !== undefined;
  const found = { from, to, program, isFront, display: null, text: null };
  const box = hasBox ? { x, y, width, height } : null;
  return [
    inTitle.length > 0
      ? { ...found, place: 'titles', title, marks: inTitle, box }
      : { ...found, place: 'programs', title: null, marks: inProgram, box },
  ];
}
