import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { deriveSegmentKey } from '@workcompanion/core/crypto/segment-key';
import { unwrapKey } from '@workcompanion/core/crypto/wrap-key';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { connect } from '@workcompanion/db/client';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { segments } from '@workcompanion/db/schema/segments';
import { asc, eq } from 'drizzle-orm';
import { PEOPLE_ROUTES, type PersonDay } from '../../contract/people.ts';
import { PLAYBACK_ROUTES } from '../../contract/playback.ts';
import { routePath } from '../../features/api/call-route.ts';
import { test } from '../support/recorded.ts';
import { runOf } from '../support/run-of.ts';

const run = promisify(execFile);

test('ffmpeg plays the playlist with the session cookie', async ({ admin, portal, recorded }) => {
  const day = await admin.get<PersonDay>(
    routePath(PEOPLE_ROUTES.readPersonDay, { person: recorded.personId, date: recorded.date }),
  );
  const lane = day.lanes[0];
  if (!lane) throw new Error('no lane');
  // A window that is over is a whole playlist; one that still grows never ends for ffprobe.
  const to = (recorded.resumedAt + 4_000) * 1000;
  const path = routePath(PLAYBACK_ROUTES.buildPlaylist, {
    device: lane.device,
    display: lane.display,
    from: day.from,
    to,
  });
  const { stdout } = await run('ffprobe', [
    ...['-v', 'error', '-allowed_extensions', 'ALL', '-extension_picky', '0'],
    ...['-headers', `Cookie: ${admin.cookieHeader}\r\n`, '-count_frames'],
    ...['-show_entries', 'stream=codec_name,width,height,nb_read_frames', '-of', 'json'],
    `${portal.url}${path}`,
  ]);
  const [stream] = JSON.parse(stdout).streams;
  expect(stream).toMatchObject({ codec_name: 'h264', width: 960, height: 1080 });
  expect(Number(stream.nb_read_frames)).toBeGreaterThan(80);
});

test('openssl opens the stored ciphertext with its key and IV', async ({ portal, recorded }) => {
  expect(recorded.personId).toBeTruthy();
  const { databaseUrl } = await runOf(portal);
  const { db, close } = connect(databaseUrl);
  const [row] = await db
    .select()
    .from(segments)
    .innerJoin(dataKeys, eq(dataKeys.id, segments.keyId))
    .orderBy(asc(segments.startsAt))
    .limit(1);
  await close();
  if (!row?.data_keys.wrapped) throw new Error('no segment with a key');
  const { segments: segment, data_keys: key } = row;

  const keyFile = join(portal.dataDir, 'secrets', 'master.key');
  const masterKey = Buffer.from((await readFile(keyFile, 'utf8')).trim(), 'base64url');
  const dataKey = unwrapKey(masterKey, row.data_keys.wrapped, key.id);
  const ownKey = deriveSegmentKey(dataKey, segment.id);
  const file = join(portal.dataDir, 'hot', segmentObjectKey(segment));
  const ciphertext = await readFile(file);
  expect(createHash('sha256').update(ciphertext).digest('hex')).toBe(segment.sha256);

  const { stdout: plain } = await run(
    'openssl',
    ['enc', '-d', '-aes-128-cbc', '-K', ownKey.toString('hex'), '-iv', segment.iv, '-in', file],
    { encoding: 'buffer', maxBuffer: 2 ** 28 },
  );
  expect(plain.length).toBe(segment.plainBytes);
  expect(plain.length % 188).toBe(0);
  expect(plain[0]).toBe(0x47);
});

test('without a session there is no playlist and no segment', async ({ portal, recorded }) => {
  expect(recorded.personId).toBeTruthy();
  const device = '01890000-0000-7000-8000-000000000000';
  for (const path of [
    routePath(PLAYBACK_ROUTES.buildPlaylist, { device, display: 'MONITOR-1', from: 0, to: 1 }),
    routePath(PLAYBACK_ROUTES.playSegment, { file: `${device}.ts` }),
  ]) {
    const response = await fetch(`${portal.url}${path}`);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'unauthenticated' } });
  }
});
