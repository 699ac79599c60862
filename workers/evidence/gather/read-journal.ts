import { readStatement } from '@workcompanion/core/crypto/statement';
import { AppError } from '@workcompanion/core/errors';
import type { DeviceId } from '@workcompanion/core/ids';
import type { Statement } from '@workcompanion/core/protocol/statement';
import type { Db } from '@workcompanion/db/client';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { and, asc, between, eq, gte, lt, max, min } from 'drizzle-orm';
import type { ClipSegment } from './read-clip-segments.ts';

/** A statement as received, with what it says. */
export interface JournalItem {
  readonly statement: string;
  readonly receipt: string;
  readonly says: Statement;
}

export interface JournalStretch {
  readonly firstIndex: number;
  readonly prev: string;
  /** Contiguous. */
  readonly items: readonly JournalItem[];
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
 * that nothing was left out at the end. Throws `chain-broken` for statements that have not come (yet).
 */
export async function readJournal(db: Db, wanted: Wanted): Promise<JournalStretch> {
  const [first, last] = await boundsOf(db, wanted);
  const rows = await db
    .select({
      index: journalEntries.index,
      statement: journalEntries.statement,
      receipt: journalEntries.receipt,
    })
    .from(journalEntries)
    .where(
      and(eq(journalEntries.deviceId, wanted.device), between(journalEntries.index, first, last)),
    )
    .orderBy(asc(journalEntries.index));
  const hole = rows.findIndex(({ index }, at) => index !== first + at);
  if (hole >= 0 || rows.length !== last - first + 1) {
    throw new AppError('chain-broken', `Statements of device ${wanted.device} are missing.`, {
      details: { first, last, received: rows.length },
    });
  }
  const items = rows.map(({ statement, receipt }) => ({
    statement,
    receipt,
    says: readStatement(statement),
  }));
  return { firstIndex: first, prev: items[0]?.says.prev ?? '', items };
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
