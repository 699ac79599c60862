import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pieceKey } from '@workcompanion/core/crypto/sealed-piece';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { hourOf, thumbnailObjectKey } from '@workcompanion/core/footage/thumbnail-pack';
import {
  type DeviceId,
  KeyId,
  newId,
  RecordingId,
  ThumbnailObjectId,
} from '@workcompanion/core/ids';
import { foldText } from '@workcompanion/core/search/fold';
import { ngramsOf } from '@workcompanion/core/search/ngrams';
import { makeTextFilter } from '@workcompanion/core/search/text-filter';
import { type ReadLine, sealTextPack } from '@workcompanion/core/search/text-pack';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { putBytes } from '@workcompanion/core/storage/put-bytes';
import { connect, type Db } from '@workcompanion/db/client';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { textFilters } from '@workcompanion/db/schema/text-filters';
import { textPacks } from '@workcompanion/db/schema/text-packs';
import { sql } from 'drizzle-orm';
import { type BenchPortal, startBenchPortal } from './lib/bench-portal.ts';
import { peakResidentMib, residentMib } from './lib/process-usage.ts';
import { UploadSeries } from './lib/upload-series.ts';

const PEOPLE = 25;
const DAYS = 1440;
const HOURS = 8;
const LINES_AN_HOUR = 500;
/** So many filters are made; the others are copies of them, under keys of their own. */
const FILTERS = 40;
const DAY = 24 * 3_600_000_000;
const HOUR = 3_600_000_000;
/** It stands on one screen alone. */
const WORDS = 'INV-00017 only-here';

/** What the route of searches takes over 600 and 36,000 device-days of read text: over HTTP, all in. */
export async function benchSearch(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-search-'));
  const masterKey = randomBytes(32);
  const portal = await startBenchPortal({
    MASTER_KEY: masterKey.toString('hex'),
    THUMBNAIL_DIR: folder,
  });
  const database = connect(portal.databaseUrl);
  try {
    const store = new FolderStore(folder);
    await fill({ db: database.db, portal, store, masterKey });
    await timeSearch(portal, { days: 1, what: 'warm-up' });
    const before = residentMib(portal.webPid);
    await timeSearch(portal, { days: 600 / PEOPLE, what: '600 device-days' });
    await timeSearch(portal, { days: DAYS, what: `${PEOPLE * DAYS} device-days` });
    await timeCancel(portal, database.db);
    console.log(
      `  the portal had ${before.toFixed(0)} MiB before, and ${peakResidentMib(portal.webPid).toFixed(0)} MiB at most`,
    );
  } finally {
    await database.close();
    await portal.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Filling {
  readonly db: Db;
  readonly portal: BenchPortal;
  readonly store: FolderStore;
  readonly masterKey: Buffer;
}

/** A filter of a device's day, and the key that it and its texts are under. */
interface MadeDay {
  readonly dataKey: Buffer;
  readonly objectId: ThumbnailObjectId;
  readonly bytes: number;
}

async function fill({ db, portal, store, masterKey }: Filling): Promise<void> {
  const token = await portal.enrolmentToken();
  const devices: DeviceId[] = [];
  while (devices.length < PEOPLE) {
    devices.push((await UploadSeries.enrol(portal.url, token)).device.id);
  }
  const made: MadeDay[] = [];
  while (made.length < FILTERS) made.push(await makeDay(store, []));
  const special = await makeDay(store, [WORDS]);
  const today = Math.floor((Date.now() * 1000) / DAY) * DAY;
  for (const [at, device] of devices.entries()) {
    const days = Array.from({ length: DAYS }, (_, day) => {
      const from = today - (day + 1) * DAY;
      const isSpecial = at === 3 && day === 10;
      const known = isSpecial ? special : made[(at * 7 + day) % FILTERS];
      if (known === undefined) throw new Error('no filter was made');
      return { ...known, isSpecial, from, keyId: newId(KeyId, from / 1000 + at) };
    });
    await db.insert(dataKeys).values(
      days.map(({ keyId, dataKey, from }) => ({
        id: keyId,
        deviceId: device,
        windowFrom: from,
        windowTo: from + DAY,
        wrapped: wrapKey(masterKey, dataKey, keyId),
        origin: 'deposited' as const,
        createdAt: from,
      })),
    );
    await db.insert(textFilters).values(
      days.map(({ keyId, from, objectId, bytes }) => ({
        keyId,
        deviceId: device,
        windowFrom: from,
        windowTo: from + DAY,
        objectId,
        bytes,
      })),
    );
    const found = days.find(({ isSpecial }) => isSpecial);
    if (found) await putPack({ db, store }, { ...found, device });
  }
  // What lies behind filters that say no: rows alone, since nobody opens them.
  await db.execute(sql`
    insert into ${textPacks} (device_id, hour, recording_id, key_id, display, object_id, engine, is_indexed)
    select device_id, window_from + hour * interval '1 hour', gen_random_uuid(), key_id, 'BENCH-1', null,
      'bench', true
    from ${textFilters}, generate_series(8, ${7 + HOURS}) as hour`);
  await db.execute(sql`analyze`);
}

const VOCABULARY =
  'invoice payment supplier account delivery 客户 重复付款 发票 供应商 合同 审核 确认'.split(' ');

/** Words in turn, each line with letters and numbers of its own. */
function linesOf(own: readonly string[]): string[] {
  const lines = Array.from({ length: HOURS * LINES_AN_HOUR }, (_, index) => {
    const words = [0, 3, 7].map((step) => VOCABULARY[(index * 5 + step) % VOCABULARY.length]);
    return `${words.join(' ')} ${randomBytes(6).toString('base64url')} ${randomBytes(3).readUIntBE(0, 3)}`;
  });
  return [...lines, ...own];
}

async function makeDay(store: FolderStore, own: readonly string[]): Promise<MadeDay> {
  const dataKey = randomBytes(16);
  const ngrams = new Set(linesOf(own).flatMap((text) => [...ngramsOf(foldText(text))]));
  const filter = makeTextFilter(pieceKey(dataKey, 'text-filters'), ngrams);
  return { dataKey, objectId: await put(store, filter), bytes: filter.length };
}

async function put(store: FolderStore, bytes: Buffer): Promise<ThumbnailObjectId> {
  const id = newId(ThumbnailObjectId);
  await putBytes(store, thumbnailObjectKey(id), bytes);
  return id;
}

interface FoundDay extends MadeDay {
  readonly device: DeviceId;
  readonly from: number;
  readonly keyId: KeyId;
}

async function putPack(
  { db, store }: Pick<Filling, 'db' | 'store'>,
  { device, from, keyId, dataKey }: FoundDay,
): Promise<void> {
  const hour = hourOf(from + 9 * HOUR);
  const recordingId = newId(RecordingId);
  const box = { x: 40, y: 20, width: 400, height: 20 };
  const lines: ReadLine[] = linesOf([WORDS])
    .slice(-LINES_AN_HOUR)
    .map((text) => ({ text, box, from: hour + 1_000_000, to: hour + 60_000_000 }));
  const { bytes, ...sizes } = sealTextPack(dataKey, { recordingId, hour }, lines);
  const place = { deviceId: device, hour, recordingId, keyId, display: 'BENCH-1' };
  const objectId = await put(store, bytes);
  await db
    .insert(textPacks)
    .values({ ...place, ...sizes, objectId, engine: 'bench', isIndexed: true });
}

interface TimedSearch {
  readonly days: number;
  readonly what: string;
}

function wishOf(days: number) {
  const to = Math.ceil((Date.now() * 1000) / DAY) * DAY;
  return { words: WORDS, places: ['texts'], from: to - (days + 1) * DAY, to };
}

function ask(portal: BenchPortal, days: number, signal?: AbortSignal): Promise<Response> {
  return portal.client.fetch('/api/portal/searches', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wishOf(days)),
    ...(signal && { signal }),
  });
}

async function timeSearch(portal: BenchPortal, { days, what }: TimedSearch): Promise<void> {
  const cpu = portal.cpuSeconds();
  const begun = performance.now();
  const response = await ask(portal, days);
  let firstHit: number | null = null;
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString('utf8');
    if (text.includes('"kind":"hit"')) firstHit ??= performance.now() - begun;
  }
  const seconds = (performance.now() - begun) / 1000;
  const hits = text.split('"kind":"hit"').length - 1;
  const first = firstHit === null ? 'none' : `the first after ${(firstHit / 1000).toFixed(2)} s`;
  console.log(
    `search of ${what}: ${seconds.toFixed(2)} s, ${(portal.cpuSeconds() - cpu).toFixed(2)} CPU s, ` +
      `${hits} hits, ${first}`,
  );
}

const LEFT_AFTER_MS = 150;

/** From when its reader leaves until the search is over, as its row says. */
async function timeCancel(portal: BenchPortal, db: Db): Promise<void> {
  const leaving = new AbortController();
  const response = await ask(portal, DAYS, leaving.signal);
  await sleep(LEFT_AFTER_MS);
  const leftAt = performance.now();
  leaving.abort();
  await response.body?.cancel().catch(() => undefined);
  for (;;) {
    const [row] = await db
      .execute<{ outcome: string | null }>(sql`
      select outcome from searches order by started_at desc limit 1`)
      .then(({ rows }) => rows);
    if (row !== undefined && row.outcome !== null) {
      const ms = performance.now() - leftAt;
      console.log(`  cancelled: over ${ms.toFixed(0)} ms after its reader left (${row.outcome})`);
      return;
    }
    await sleep(2);
  }
}
