import { join } from 'node:path';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import type { DeviceId } from '@workcompanion/core/ids';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import type { Db } from '@workcompanion/db/client';
import { packMonth } from '@workcompanion/db/journal/pack-month';
import { readJournalTexts } from '@workcompanion/db/journal/read-journal-texts';
import { ensurePartitions } from '@workcompanion/db/partitions';
import { closeJournal } from '@workcompanion/db/queries/close-journal';
import { checkpoints } from '@workcompanion/db/schema/checkpoints';
import { journalEntries, journalPacks } from '@workcompanion/db/schema/journal-entries';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { insertSegmentEntries } from '@workcompanion/db/testing/insert-segment-entries';
import { and, between, eq, sql } from 'drizzle-orm';
import { readMoments } from '../web/server/people/read-moments.ts';
import { openArchivePlace } from './lib/archive-place.ts';
import { quantile } from './lib/stats.ts';

const DEVICES = 40;
/** A working week of one display, in minutes. */
const ENTRIES = 2_700;
const READS = 200;
const DAY = 86_400_000_000;
const MINUTES_A_DAY = 1_440;

/** What a month of real statements weighs in the database, before and after it is packed. */
export async function benchJournalPacks(): Promise<void> {
  const place = await openArchivePlace();
  try {
    const { db, scratch } = place;
    const start = Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 4, 1) * 1000;
    const month = new Date(start / 1000).toISOString().slice(0, 7);
    const table = `journal_entries_y${month.replace('-', 'm')}`;
    await ensurePartitions(db, start);
    const keys = await generateSigningKeyPair();
    const server = await generateSigningKeyPair();
    const devices = await Promise.all(Array.from({ length: DEVICES }, () => insertDevice(db)));
    await Promise.all(
      devices.map((device) =>
        insertSegmentEntries(db, { device, keys, server, from: start + DAY, count: ENTRIES }),
      ),
    );
    const to = start + 62 * DAY;
    await closeJournal(db, to);
    const digest = Buffer.alloc(32, 1);
    const facts = { jws: 'a.b.c', hash: digest, statements: 1, root: digest, madeAt: to };
    await db.insert(checkpoints).values({ number: 1, from: start, to, ...facts });
    const sizeOf = async () => {
      const { rows } = await db.execute<{ bytes: string }>(
        sql`select pg_total_relation_size(${table}::regclass) as bytes`,
      );
      return Number(rows[0]?.bytes) / (DEVICES * ENTRIES);
    };
    const full = await sizeOf();
    const days = { db, devices, from: start + DAY, days: Math.floor(ENTRIES / MINUTES_A_DAY) };
    const before = await timeMoments(days);
    const journal = new FolderStore(join(scratch, 'journal'));
    const began = performance.now();
    const packed = await packMonth({ db, journal, stopping: new AbortController().signal }, month);
    const seconds = (performance.now() - began) / 1000;
    const lean = await sizeOf();
    const after = await timeMoments(days);
    const [stored] = await db
      .select({ bytes: sql<string>`sum(end_byte - first_byte)` })
      .from(journalPacks);
    const reads: number[] = [];
    for (let read = 0; read < READS; read += 1) {
      const device = devices[read % DEVICES];
      if (device === undefined) continue;
      const first = Math.floor(Math.random() * (ENTRIES - 60));
      const started = performance.now();
      const rows = await db
        .select()
        .from(journalEntries)
        .where(
          and(
            eq(journalEntries.deviceId, device),
            between(journalEntries.index, first, first + 59),
          ),
        );
      await readJournalTexts({ db, journal }, rows);
      reads.push(performance.now() - started);
    }
    console.log(
      `journal of ${packed} entries: ${full.toFixed(0)} bytes each in PostgreSQL with its indexes, packed ${lean.toFixed(0)} (${((100 * lean) / full).toFixed(0)} %) and ${(Number(stored?.bytes) / (packed ?? 1)).toFixed(0)} in objects; ${((packed ?? 0) / seconds).toFixed(0)} entries/s; an hour's statements read back in p50 ${quantile(reads, 0.5).toFixed(1)} ms, p95 ${quantile(reads, 0.95).toFixed(1)} ms`,
    );
    const words = (times: readonly number[]) =>
      `p50 ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`;
    console.log(`the journal's part of a day view: ${words(before)}; packed: ${words(after)}`);
  } finally {
    await place.stop();
  }
}

interface Days {
  readonly db: Db;
  readonly devices: readonly DeviceId[];
  /** The first midnight, UTC µs. */
  readonly from: number;
  readonly days: number;
}

/** All that a day view reads of the journal. */
async function timeMoments({ db, devices, from, days }: Days): Promise<number[]> {
  const times: number[] = [];
  for (let read = 0; read < READS; read += 1) {
    const device = devices[read % DEVICES];
    if (device === undefined) continue;
    const day = from + (read % days) * DAY;
    const started = performance.now();
    await readMoments(
      db,
      { deviceIds: [device], from: day, to: day + DAY },
      { gaps: [], recordings: [] },
    );
    times.push(performance.now() - started);
  }
  return times;
}
