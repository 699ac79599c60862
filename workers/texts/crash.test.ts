import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readTextPack } from '@workcompanion/core/search/read-text-pack';
import { openLines } from '@workcompanion/core/search/text-pack';
import { textPacks } from '@workcompanion/db/schema/text-packs';
import { textQueue } from '@workcompanion/db/schema/text-queue';
import { thumbnailObjects } from '@workcompanion/db/schema/thumbnail-packs';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestRecording } from '../thumbnails/testing/insert-recording.ts';
import { insertSegments } from '../thumbnails/testing/insert-segments.ts';
import {
  openThumbnailFixture,
  type ThumbnailFixture,
} from '../thumbnails/testing/thumbnail-fixture.ts';
import { encodeScreen } from './testing/encode-screen.ts';
import type { MortalOptions } from './testing/mortal-reader.ts';

const PROGRAM = fileURLToPath(new URL('./testing/mortal-reader.ts', import.meta.url));
const KILLS = 6;
const LEASE_MS = 1_000;
const SEGMENTS = 10;
/** In two columns. */
const WORDS_A_SEGMENT = 20;
const MINUTE = 60_000_000;
const NINE = Date.UTC(2026, 10, 24, 9) * 1000;

/** A word that stands nowhere else, of letters that no reader takes for others. */
function wordOf(number: number): string {
  const letters = 'KMNRTVWXAH';
  const code = [...String(number).padStart(4, '0')].map((digit) => letters[Number(digit)]).join('');
  return `QUARTZ${code}${number % 2 === 0 ? 'BUDGET' : 'LEDGER'}`;
}

let fixture: ThumbnailFixture;
let recording: TestRecording;
let output = '';
const children: ChildProcess[] = [];

beforeAll(async () => {
  fixture = await openThumbnailFixture();
  recording = await fixture.record();
  const plain = Array.from({ length: SEGMENTS }, (_, segment) =>
    encodeScreen(
      Array.from({ length: WORDS_A_SEGMENT }, (_, line) => ({
        text: wordOf(segment * WORDS_A_SEGMENT + line),
        x: line % 2 === 0 ? 20 : 330,
        y: 10 + Math.floor(line / 2) * 30,
      })),
      2,
    ),
  );
  const { ctx } = fixture;
  const rows = await insertSegments(ctx, recording, { plain, startsAt: NINE });
  const queued = rows.map(({ id, deviceId, recordingId }) => ({
    segmentId: id,
    deviceId,
    recordingId,
  }));
  await ctx.db.insert(textQueue).values(queued);
}, 400_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await fixture.dispose();
});

function start(): ChildProcess {
  const options: MortalOptions = {
    databaseUrl: fixture.database.url,
    masterKey: fixture.ctx.masterKey.toString('hex'),
    folder: dirname(fixture.packRoot),
    leaseMs: LEASE_MS,
  };
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, MORTAL_READER: JSON.stringify(options) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
  children.push(child);
  return child;
}

const waiting = () => fixture.ctx.db.$count(textQueue);

async function textsOf({ recordingId, key }: TestRecording): Promise<string[]> {
  const texts: string[] = [];
  const packs = await fixture.ctx.db
    .select()
    .from(textPacks)
    .where(eq(textPacks.recordingId, recordingId));
  for (const pack of packs) {
    const sealed = await readTextPack(fixture.ctx.thumbnails, pack, 'lines');
    if (sealed !== null) texts.push(...openLines(key, pack, sealed).map(({ text }) => text));
  }
  return texts;
}

/** Which of the words stand in plain in some file below these folders, in UTF-8 or UTF-16. */
async function foundBelow(folders: readonly string[], words: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((each) => each.isFile())) {
      const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
      for (const word of words) {
        const isThere = bytes.includes(word) || bytes.includes(Buffer.from(word, 'utf16le'));
        if (isThere) found.add(word);
      }
    }
  }
  return [...found];
}

test('a reader that is killed again and again loses no line, doubles none, and leaves none in plain', async () => {
  const { ctx, database } = fixture;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = start();
    await once(child.stdout ?? child, 'data');
    await delay(500 + 400 * (kill % 7));
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const last = start();
  await expect.poll(waiting, { timeout: 180_000, interval: 500 }).toBe(0);
  last.kill('SIGKILL');
  await once(last, 'exit');
  const words = Array.from({ length: SEGMENTS * WORDS_A_SEGMENT }, (_, index) => wordOf(index));
  const texts = await textsOf(recording);
  expect(texts).toHaveLength(words.length);
  expect(new Set(texts)).toEqual(new Set(words));
  const [pack] = await ctx.db.select().from(textPacks);
  expect(pack?.read).toEqual([{ first: NINE, last: NINE + SEGMENTS * MINUTE - 1 }]);

  const { rows } = await database.owner.db.execute<{ pid: number }>(
    sql`select pg_backend_pid() as pid`,
  );
  // A process of the server works in its folder of data.
  const folders = [await realpath(`/proc/${rows[0]?.pid}/cwd`), dirname(fixture.packRoot)];
  const control = wordOf(9_999);
  await database.owner.db.execute(sql.raw(`create table control as select '${control}' as word`));
  await database.owner.db.execute(sql`checkpoint`);
  expect(await foundBelow(folders, [...words, control])).toEqual([control]);
  expect(words.filter((word) => output.includes(word))).toEqual([]);
  expect(output).toContain('"segments"');
  const used = await ctx.db.$count(thumbnailObjects, eq(thumbnailObjects.packs, 1));
  expect(used).toBe(1);
}, 400_000);
