import { randomBytes } from 'node:crypto';
import {
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { readStatement } from '@workcompanion/core/crypto/statement';
import { DeviceId, GapId, KeyId, newId, RecordingId } from '@workcompanion/core/ids';
import type { JournalHead } from '@workcompanion/core/protocol/journal-head';
import { DisplayName } from '@workcompanion/core/protocol/primitives';
import {
  GENESIS,
  type Statement,
  type StatementBody,
} from '@workcompanion/core/protocol/statement';
import Sqlite from 'better-sqlite3';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { recordTestSegment } from '../../testing/record-test-segment.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { systemClock } from '../clock.ts';
import { Facts } from './facts.ts';
import { type OpenedJournal, openJournal } from './open-journal.ts';
import { ReservedSpace } from './reserved-space.ts';
import { UploadQueue } from './upload-queue.ts';

const keys = await generateSigningKeyPair();
const device = newId(DeviceId);

/** A folder with a journal of some entries, half of them sent, and segments that wait. */
async function setUp({ entries = 300 } = {}) {
  const folder = await tempFolder();
  const segments = join(folder, 'segments');
  await mkdir(segments);
  const start = (head: JournalHead | null = null) =>
    openJournal({
      reserve: new ReservedSpace(folder),
      folder,
      segments,
      device,
      privateKey: keys.privateKey,
      clock: systemClock,
      clockOffset: () => null,
      log: pino({ level: 'silent' }),
      askHead: async () => head,
    });
  const first = await start();
  expect(statementsOf(first.database)).toEqual([]);
  await writeFile(join(folder, 'alive'), '');
  for (let n = 0; n < entries; n += 1) {
    const note = 'so that a page holds but a few of them '.repeat(6);
    await first.journal.append({
      body: {
        kind: 'gap',
        gap: newId(GapId),
        display: null,
        cause: 'locked',
        from: n,
        to: n,
        note,
      },
    });
    if (n % 2 === 0) new UploadQueue(first.database).markSent(n, 'a receipt');
  }
  const textSha256 = '0'.repeat(64);
  await first.journal.append({
    body: {
      kind: 'notice-acknowledged',
      noticeVersion: 7,
      textSha256,
      locale: 'en',
      userName: 'me',
    },
  });
  await first.journal.append({ body: largeBody() });
  const keyId = newId(KeyId);
  const recorded = [];
  for (let n = 0; n < 3; n += 1) {
    recorded.push(await recordTestSegment({ folder: segments, journal: first.journal, keyId }));
  }
  // No copy lies beside a segment of this one: the note alone tells of it.
  await first.journal.append({ body: { kind: 'policy-applied', policyVersion: 9 } });
  return { folder, segments, start, first, recorded, path: join(folder, 'journal.db') };
}

/** Its statement is longer than a page, so that no search in bytes finds it whole. */
function largeBody(): StatementBody {
  return {
    kind: 'recording-started',
    recording: newId(RecordingId),
    encoder: 'test',
    display: DisplayName.parse('eDP-1'),
    framesPerSecond: 5,
    policyVersion: 1,
    geometry: { width: 100, height: 100, x: 0, y: 0 },
    host: {
      hostname: 'h',
      userName: 'u',
      macAddresses: [],
      ipAddresses: [],
      serialNumber: null,
      platform: 't',
      timeZone: 'UTC',
      recorderVersion: '0.1.0',
    },
    passedOver: Array.from({ length: 16 }, () => ({ what: 'a chip', why: 'so it is '.repeat(22) })),
  };
}

/** Some bytes of an entry that waits are others: its page is as sound as before. */
async function spoilText(path: string): Promise<void> {
  const database = new Sqlite(path, { readonly: true });
  const row = database
    .prepare<[], { statement: string }>('select statement from journal where "index" = 201')
    .get();
  database.close();
  await flip(path, (await readFile(path)).indexOf(row?.statement ?? 'none') + 400, 3);
}

type Database = Awaited<ReturnType<typeof openJournal>>['database'];

function statementsOf(database: Database): Statement[] {
  return database
    .prepare<[], { statement: string }>('select statement from journal order by "index"')
    .all()
    .map(({ statement }) => readStatement(statement));
}

function damagesIn(database: Database) {
  return statementsOf(database).filter((each) => each.kind === 'journal-damaged');
}

async function flip(path: string, from: number, bytes: number): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(randomBytes(bytes), 0, bytes, from);
  await file.close();
}

function segmentsIn(database: Database): string[] {
  return statementsOf(database).flatMap((each) => (each.kind === 'segment' ? each.segment : []));
}

/** Its files are as a kill leaves them: nothing is tidied up. */
async function endAsKilled(folder: string, journal: OpenedJournal): Promise<void> {
  const killed = await tempFolder();
  for (const name of ['journal.db', 'journal.db-wal', 'last-entry']) {
    await copyFile(join(folder, name), join(killed, name));
  }
  journal.close();
  for (const name of await readdir(killed)) await copyFile(join(killed, name), join(folder, name));
}

describe('a journal of a recorder that was killed', () => {
  test('lets go of its log before the second name of it is removed, as Windows wants it', async () => {
    const { folder, start, first, path } = await setUp({ entries: 20 });
    await endAsKilled(folder, first);
    // A third name: so its number is given to no other file.
    const old = join(folder, 'old-log');
    await link(`${path}-wal`, old);
    const again = await start();
    expect(await readdir(folder)).not.toContain('journal-unread.wal');
    expect((await stat(`${path}-wal`)).ino).not.toBe((await stat(old)).ino);
    expect(statementsOf(again.database).length).toBeGreaterThan(20);
    expect(damagesIn(again.database)).toEqual([]);
    again.close();
  });
});

describe('a journal whose file is damaged', () => {
  const COUNT = 306;

  test.each([
    ['cut', 20, async (path: string) => truncate(path, 100_000)],
    ['emptied', 3, async (path: string) => truncate(path, 0)],
    ['gone', 3, async (path: string) => rm(path)],
    ['no database any more', 3, async (path: string) => writeFile(path, randomBytes(50_000))],
    ['without its first page', 280, async (path: string) => flip(path, 0, 4_096)],
    [
      'spoilt in many pages',
      200,
      async (path: string) => {
        for (let page = 5; page < 100; page += 7) await flip(path, page * 4_096, 4_096);
      },
    ],
    ['spoilt by some bytes', 280, async (path: string) => flip(path, 40_960, 8)],
    ['spoilt within a text', 280, spoilText],
  ])('goes on where it was when it is %s, and says what it lost', async (_, least, damage) => {
    const { folder, start, first, path, recorded } = await setUp();
    first.close();
    await damage(path);
    const again = await start();
    const statements = statementsOf(again.database);
    const [damaged] = damagesIn(again.database);
    if (damaged === undefined) throw new Error('the damage is not told of');
    // At the next place, pointing at the entry before it though that may be gone.
    expect(damaged.index).toBe(COUNT);
    const lost = damaged.lost.flatMap(({ first: from, last }) =>
      Array.from({ length: last - from + 1 }, (_each, n) => from + n),
    );
    const held = statements.map(({ index }) => index).filter((index) => index < COUNT);
    expect([...held, ...lost].sort((a, b) => a - b)).toEqual(
      Array.from({ length: COUNT }, (_e, n) => n),
    );
    expect(damaged.saved).toBe(held.length);
    expect(held.length).toBeGreaterThanOrEqual(least);
    // What lies on the disk is in the journal, by its own statement.
    expect(segmentsIn(again.database)).toEqual(recorded.map(({ segment }) => segment));
    // Nobody is asked again before recording goes on.
    expect(new Facts(again.database).get('acknowledged-notice')).toBe('7');
    await again.journal.append({ body: { kind: 'policy-applied', policyVersion: 1 } });
    again.close();
    const third = await start();
    expect(damagesIn(third.database)).toHaveLength(1);
    expect(statementsOf(third.database).at(-1)?.index).toBe(COUNT + 1);
    third.close();
    expect(await readdir(folder)).not.toContain('journal-rebuilding.db');
  });

  test('saves nearly all when only some pages are gone, with what was sent of it', async () => {
    const { start, first, path } = await setUp();
    first.close();
    await flip(path, 30 * 4_096, 2 * 4_096);
    const again = await start();
    const statements = statementsOf(again.database);
    expect(statements.length).toBeGreaterThan(280);
    expect(statements.map(({ kind }) => kind)).toContain('recording-started');
    again.close();
  });

  test('keeps the newest three damaged files aside', async () => {
    const { folder, start, first, path } = await setUp({ entries: 3 });
    first.close();
    for (let round = 0; round < 5; round += 1) {
      await writeFile(path, randomBytes(9_000));
      const again = await start();
      again.close();
    }
    const kept = (await readdir(folder)).filter((name) => name.startsWith('journal-damaged-'));
    expect(kept.filter((name) => name.endsWith('.db'))).toHaveLength(3);
  });

  test('saves the end that SQLite drops for some flipped bytes in its log', async () => {
    const { folder, start, first, path } = await setUp({ entries: 20 });
    await endAsKilled(folder, first);
    await flip(`${path}-wal`, 60_000, 8);
    const again = await start();
    const [damaged] = damagesIn(again.database);
    expect(damaged).toMatchObject({
      index: 26,
      cause: 'behind',
      keptAs: expect.stringMatching(/-wal$/),
    });
    expect(
      damaged?.lost.reduce((sum, { first: from, last }) => sum + last - from + 1, 0),
    ).toBeLessThan(3);
    again.close();
  });

  test('goes on after what the server holds when the note of the last entry is gone too', async () => {
    const { folder, start, first, path } = await setUp({ entries: 20 });
    first.close();
    await rm(path);
    await rm(join(folder, 'last-entry'));
    for (const name of await readdir(join(folder, 'segments'))) {
      if (name.endsWith('.statement')) await rm(join(folder, 'segments', name));
    }
    const hash = 'B'.repeat(43);
    const head: JournalHead = { v: 1, device, next: 40, hash, missing: [], more: false, at: 0 };
    const again = await start(head);
    expect(damagesIn(again.database)).toMatchObject([
      { index: 40, prev: hash, cause: 'missing', lost: [{ first: 0, last: 39 }] },
    ]);
    again.close();
    await rm(path);
    await rm(join(folder, 'last-entry'));
    const alone = await start();
    expect(damagesIn(alone.database)).toMatchObject([{ index: 0, prev: GENESIS, lost: [] }]);
    alone.close();
  });
});
