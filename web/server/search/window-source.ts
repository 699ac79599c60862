import { mergeIntervals } from '@workcompanion/core/footage/interval';
import { foldText } from '@workcompanion/core/search/fold';
import { findSought } from '@workcompanion/core/search/search-terms';
import {
  LONGEST_TRACK,
  type SeenWindow,
  type WindowTrack,
  type WindowUse,
} from '@workcompanion/core/windows/window-track';
import { windowTracks } from '@workcompanion/db/schema/window-tracks';
import { and, gte, inArray, lt } from 'drizzle-orm';
import type { Stretch } from '../auth/reach/reach.ts';
import type { ActorContext } from '../auth/user-context.ts';
import { openTrack } from '../programs/read-day-programs.ts';
import { readKeys } from './read-keys.ts';
import type { Finding, SearchedTime, SearchQuery, SearchSource } from './search-source.ts';

/** The programs and titles of windows, as recorders have noted them. */
export const windowSource: SearchSource = {
  places: ['titles', 'programs'],
  longestPiece: LONGEST_TRACK,
  async pieces(ctx, time) {
    return (await tracksFrom(ctx, time)).map((row) => ({
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

/** Those that begin in this time. */
async function tracksFrom({ db }: ActorContext, { deviceIds, from, to }: SearchedTime) {
  const { deviceId, startsAt } = windowTracks;
  return await db
    .select()
    .from(windowTracks)
    .where(and(inArray(deviceId, [...deviceIds]), gte(startsAt, from), lt(startsAt, to)));
}

/** When the program that is asked for was in front, as far as it was noted. */
export async function timesInFront(
  ctx: ActorContext,
  { from, ...time }: SearchedTime,
  query: SearchQuery,
): Promise<readonly Stretch[]> {
  const rows = await tracksFrom(ctx, { ...time, from: from - LONGEST_TRACK });
  await readKeys(ctx, new Set(rows.map(({ keyId }) => keyId)));
  const tracks = await Promise.all(rows.map((row) => openTrack(ctx, row)));
  const uses = tracks.flatMap((track) => track?.uses ?? []);
  return mergeIntervals(uses.filter(({ program }) => isOfProgram(program, query)));
}

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
  query: SearchQuery,
  isFront = true,
): Finding[] {
  const ofTitle = query.places.has('titles') ? (title ?? '') : '';
  const ofProgram = query.places.has('programs') ? (program ?? '') : '';
  const marks = findSought([ofTitle, ofProgram], query);
  if (marks === null) return [];
  const [inTitle = [], inProgram = []] = marks;
  const { x, y, width, height } = window ?? {};
  const hasBox = x !== undefined && y !== undefined && width !== undefined && height !== undefined;
  const found = { from, to, program, isFront, display: null, text: null, screen: null };
  const box = hasBox ? { x, y, width, height } : null;
  return [
    inTitle.length > 0
      ? { ...found, place: 'titles', title, marks: inTitle, box }
      : { ...found, place: 'programs', title: null, marks: inProgram, box },
  ];
}
