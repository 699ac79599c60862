import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Crc64 } from '@workcompanion/core/crypto/crc64';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { TosStore } from '@workcompanion/core/storage/remote/tos-store';
import { connect } from '@workcompanion/db/client';
import { OBJECT_KEY_COLUMNS, segments } from '@workcompanion/db/schema/segments';
import { asc, inArray } from 'drizzle-orm';
import type { PreparedUpload } from '../scripts/simulated-device/simulated-device.ts';
import { startBareServer } from './anchors/start-bare-server.ts';
import { type BenchPortal, startBenchPortal } from './lib/bench-portal.ts';
import { type Download, download } from './lib/download.ts';
import { putAll } from './lib/put-all.ts';
import { MIB, median } from './lib/stats.ts';
import { startTosProcess, type TosProcess } from './lib/tos-process.ts';
import { UploadSeries } from './lib/upload-series.ts';

const SIZES = [
  { mib: 5, rounds: 15 },
  { mib: 50, rounds: 5 },
];
const COPIED_AFTER_MS_A_MIB = 10;
/** A line of 200 Mbit/s to the archive. */
const SLOW_BYTES_PER_SECOND = 25_000_000;

interface Setting {
  readonly portal: BenchPortal;
  readonly series: UploadSeries;
  readonly tos: TosProcess;
  /** The address of a bare Node server that gets, hashes, decrypts and sends. */
  readonly bare: string;
}

/**
 * The same segments hot, cold (each for the first time) and read back before; beside a plain GET, and a
 * bare Node server that gets, hashes and decrypts.
 */
export async function benchColdPlayback(): Promise<void> {
  const tos = await startTosProcess();
  const bare = await startBareServer('bare-playback.ts');
  const portal = await startBenchPortal({
    ARCHIVE_KIND: 'tos',
    ARCHIVE_TLS: 'false',
    ARCHIVE_ENDPOINT: tos.endpoint,
    ARCHIVE_BUCKET: tos.bucket,
    ARCHIVE_REGION: tos.credentials.region,
    ARCHIVE_ACCESS_KEY_ID: tos.credentials.accessKeyId,
    ARCHIVE_SECRET_ACCESS_KEY: tos.credentials.secretAccessKey,
    // Nothing is archived by the portal itself in between.
    ARCHIVE_MINIMUM_AGE_HOURS: '1000',
  });
  try {
    const series = await UploadSeries.enrol(portal.url, await portal.enrolmentToken());
    for (const size of SIZES) await benchSize({ portal, series, tos, bare: bare.url }, size);
  } finally {
    await portal.stop();
    await bare.stop();
    await tos.stop();
  }
}

interface Uploaded {
  readonly upload: PreparedUpload;
  readonly ciphertext: Buffer;
}

interface Archived extends Uploaded {
  readonly key: string;
}

async function benchSize(
  setting: Setting,
  { mib, rounds }: { readonly mib: number; readonly rounds: number },
): Promise<void> {
  const { portal, series, tos, bare } = setting;
  const plainText = randomBytes(mib * MIB);
  // Others each time: the portal knows again what it has proved.
  const upload = async (): Promise<Uploaded> => {
    const body = await series.encrypt(plainText);
    const made = await series.next(body);
    await putAll(portal.url, [[made]], body.ciphertext);
    return { upload: made, ciphertext: body.ciphertext };
  };
  const play = ({ segment }: PreparedUpload) =>
    download(`${portal.url}/api/playback/segments/${segment}.ts`, {
      cookie: portal.client.cookieHeader,
    });
  // Once, so that keys are unwrapped and code is warm.
  const last = await upload();
  await play(last.upload);
  const hot: Download[] = [];
  for (let round = 0; round < rounds; round += 1) hot.push(await play((await upload()).upload));
  const toArchive = [last];
  for (let round = 0; round < rounds; round += 1) toArchive.push(await upload());
  const [, ...others] = await archiveAll(setting, toArchive);
  // By turns, so that what else the machine does meets both alike.
  const plain: Download[] = [];
  const decrypted: Download[] = [];
  const cold: Download[] = [];
  for (const { upload: made, key, ciphertext } of others) {
    const from = tos.urlOf(key);
    plain.push(await download(from));
    decrypted.push(await download(`${bare}/?from=${from}&bytes=${ciphertext.length}`));
    cold.push(await play(made));
    // The portal writes its copy behind the viewer: that is not the next one's time.
    await setTimeout(mib * COPIED_AFTER_MS_A_MIB);
  }
  const hydrated: Download[] = [];
  for (const { upload: made } of others) hydrated.push(await play(made));
  await tos.slowDown(SLOW_BYTES_PER_SECOND);
  const slow = await play(last.upload);
  await tos.speedUp();

  const rateOf = (runs: readonly Download[]) => mib / median(runs.map(({ seconds }) => seconds));
  const told = (runs: readonly Download[]) =>
    `${rateOf(runs).toFixed(0)} MiB/s, first byte ${median(runs.map(({ firstByteMs }) => firstByteMs)).toFixed(1)} ms`;
  console.log(
    `cold playback ${mib} MiB: hot ${told(hot)}; cold ${told(cold)}; read back before ${told(hydrated)}; ` +
      `cold is ${(rateOf(cold) / rateOf(hot)).toFixed(2)} × hot and ${(rateOf(cold) / rateOf(plain)).toFixed(2)} × ` +
      `a plain GET of the archive (${told(plain)}), ${(rateOf(cold) / rateOf(decrypted)).toFixed(2)} × ` +
      `bare Node that gets, hashes and decrypts (${told(decrypted)}); from an archive of 25 MB/s the first byte comes after ` +
      `${slow.firstByteMs.toFixed(0)} ms, the last after ${(slow.seconds * 1000).toFixed(0)} ms`,
  );
}

/** Puts the segments where the archive worker would, and marks them as its sweep does. */
async function archiveAll(
  { portal, tos }: Setting,
  uploaded: readonly Uploaded[],
): Promise<readonly Archived[]> {
  const store = new TosStore(tos.storeOptions);
  const { db, close } = connect(portal.databaseUrl);
  const ids = uploaded.map(({ upload }) => upload.segment);
  const rows = await db
    .select(OBJECT_KEY_COLUMNS)
    .from(segments)
    .where(inArray(segments.id, ids))
    .orderBy(asc(segments.id));
  const keys = rows.map(segmentObjectKey);
  const archived = uploaded.map((one, at) => ({ ...one, key: keys[at] ?? '' }));
  for (const { key, ciphertext } of archived) {
    const source = (async function* () {
      yield ciphertext;
    })();
    const crc64 = new Crc64().update(ciphertext).digest();
    await store.put(key, source, { size: ciphertext.length, crc64, isNew: true });
  }
  await store.close();
  await db.update(segments).set({ state: 'cold' }).where(inArray(segments.id, ids));
  await close();
  return archived;
}
