import { ChainBreaks } from '@workcompanion/core/crypto/chain-breaks';
import { readStatement } from '@workcompanion/core/crypto/statement';
import { AppError } from '@workcompanion/core/errors';
import type { DeviceId } from '@workcompanion/core/ids';
import type { IndexRange } from '@workcompanion/core/protocol/journal-head';
import type { Statement } from '@workcompanion/core/protocol/statement';
import type { Db } from '@workcompanion/db/client';
import {
  type JournalPlaces,
  type MaybePacked,
  readJournalTexts,
} from '@workcompanion/db/journal/read-journal-texts';
import { journalDamages, journalEntries } from '@workcompanion/db/schema/journal-entries';
import { and, asc, between, eq, gt, gte, lt, max, min } from 'drizzle-orm';
import type { ClipSegment } from './read-clip-segments.ts';

/** A statement as received, with what it says. */
export interface JournalItem {
  readonly statement: string;
  readonly receipt: string;
  readonly says: Statement;
}

/** What is asked of an entry's row to make an item of it. */
export const JOURNAL_ITEM = {
  hash: journalEntries.hash,
  statement: journalEntries.statement,
  receipt: journalEntries.receipt,
  packId: journalEntries.packId,
};

export async function journalItems(
  places: JournalPlaces,
  rows: readonly MaybePacked[],
): Promise<JournalItem[]> {
  const whole = await readJournalTexts(places, rows);
  return whole.map(({ statement, receipt }) => ({
    statement,
    receipt,
    says: readStatement(statement),
  }));
}

export interface JournalStretch {
  readonly firstIndex: number;
  readonly prev: string;
  /** In order; what is absent between them is explained. */
  readonly items: readonly JournalItem[];
  /** The device's word on absent entries, from after the stretch. */
  readonly explanations: readonly JournalItem[];
}

interface Wanted {
  readonly device: DeviceId;
  /** UTC µs. */
  readonly from: number;
  readonly to: number;
  readonly segments: readonly ClipSegment[];
}

/** The first word after the clip may come late: a device may be off over some days. */
const AFTERWARDS = 7 * 86_400_000_000;

/**
 * The device's chain from the first statement about the clip to the first one after it, which proves
 * that nothing was left out at the end. Throws `chain-broken` for statements that have not come (yet),
 * and of which the device does not say that it lost them.
 */
export async function readJournal(places: JournalPlaces, wanted: Wanted): Promise<JournalStretch> {
  const { db } = places;
  const [first, last] = await boundsOf(db, wanted);
  const rows = await db
    .select(JOURNAL_ITEM)
    .from(journalEntries)
    .where(
      and(eq(journalEntries.deviceId, wanted.device), between(journalEntries.index, first, last)),
    )
    .orderBy(asc(journalEntries.index));
  const items = await journalItems(places, rows);
  const absent = absentBetween(items);
  const words = absent.length === 0 ? [] : await readExplanations(places, wanted.device, absent);
  if (!areExplained(absent, [...items, ...words])) {
    throw new AppError('chain-broken', `Statements of device ${wanted.device} are missing.`, {
      details: { first, last, received: rows.length },
    });
  }
  return {
    firstIndex: first,
    prev: items[0]?.says.prev ?? '',
    items,
    explanations: words.filter(({ says }) => says.index > last),
  };
}

interface Absence extends IndexRange {
  readonly prev: string;
}

function absentBetween(items: readonly JournalItem[]): Absence[] {
  return items.flatMap(({ says: { index, prev } }, at) => {
    const first = (items[at - 1]?.says.index ?? index - 1) + 1;
    return first < index ? [{ first, last: index - 1, prev }] : [];
  });
}

function areExplained(absent: readonly Absence[], words: readonly JournalItem[]): boolean {
  const breaks = new ChainBreaks();
  for (const { says } of words) breaks.hear(says);
  for (const each of absent) breaks.found(each);
  return breaks.unnamed === null;
}

async function boundsOf(db: Db, { device, from, to, segments }: Wanted): Promise<[number, number]> {
  const ofDevice = eq(journalEntries.deviceId, device);
  const { recordedAt, index } = journalEntries;
  const [during] = await db
    .select({ first: min(index), last: max(index) })
    .from(journalEntries)
    .where(and(ofDevice, gte(recordedAt, from), lt(recordedAt, to)));
  const [after] = await db
    .select({ first: min(index) })
    .from(journalEntries)
    .where(and(ofDevice, gte(recordedAt, to), lt(recordedAt, to + AFTERWARDS)));
  const [before] = await db
    .select({ last: max(index) })
    .from(journalEntries)
    .where(and(ofDevice, lt(recordedAt, from)));
  const known = [
    ...segments.map(({ journalIndex }) => journalIndex),
    ...[during?.first, during?.last, after?.first].filter((each) => typeof each === 'number'),
  ];
  if (known.length === 0 && typeof before?.last === 'number') known.push(before.last);
  if (known.length === 0) {
    throw new AppError('not-found', `Device ${device} has stated nothing about the clip.`);
  }
  return [Math.min(...known), Math.max(...known)];
}

/** A damage is followed by what is stated anew. */
const PAGE = 200;

/** What the device says of entries that are absent: that it lost them, or states them anew. */
async function readExplanations(
  places: JournalPlaces,
  device: DeviceId,
  absent: readonly IndexRange[],
): Promise<JournalItem[]> {
  const isAbsent = (range: IndexRange) =>
    absent.some(({ first, last }) => first <= range.last && range.first <= last);
  const damages = await places.db
    .select({ index: journalDamages.index, lost: journalDamages.lost })
    .from(journalDamages)
    .where(
      and(eq(journalDamages.deviceId, device), gt(journalDamages.index, absent[0]?.first ?? 0)),
    )
    .orderBy(asc(journalDamages.index));
  const found: JournalItem[] = [];
  for (const { index, lost } of damages) {
    const [told, ...restated] = await itemsFrom(places, device, index);
    if (told !== undefined && lost.some(isAbsent)) found.push(told);
    found.push(
      ...restated.filter(
        ({ says: { restates } }) =>
          restates !== undefined && isAbsent({ first: restates.index, last: restates.index }),
      ),
    );
  }
  return found;
}

/** The entry, and all after it that say something again. */
async function itemsFrom(
  places: JournalPlaces,
  device: DeviceId,
  index: number,
): Promise<JournalItem[]> {
  const items: JournalItem[] = [];
  for (let after = index - 1; ; ) {
    const page = await places.db
      .select({ ...JOURNAL_ITEM, index: journalEntries.index })
      .from(journalEntries)
      .where(and(eq(journalEntries.deviceId, device), gt(journalEntries.index, after)))
      .orderBy(asc(journalEntries.index))
      .limit(PAGE);
    for (const item of await journalItems(places, page)) {
      if (items.length > 0 && item.says.restates === undefined) return items;
      items.push(item);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return items;
    after = last.index;
  }
}
