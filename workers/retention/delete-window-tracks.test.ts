import { randomBytes } from 'node:crypto';
import { type KeyId, newId, WindowTrackId } from '@workcompanion/core/ids';
import { putBytes } from '@workcompanion/core/storage/put-bytes';
import { windowTrackKey } from '@workcompanion/core/windows/window-track-key';
import { windowTracks } from '@workcompanion/db/schema/window-tracks';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { finishDeletions } from './finish-deletions.ts';
import { runNight } from './run-night.ts';
import { putRuleInForce } from './testing/put-rule-in-force.ts';
import {
  DAY,
  NIGHT,
  NOW,
  openRetentionFixture,
  type RetentionFixture,
} from './testing/retention-fixture.ts';

let fixture: RetentionFixture;
beforeEach(async () => {
  fixture = await openRetentionFixture();
});
afterEach(() => fixture.dispose());

it('takes the window tracks of destroyed keys, their files and rows, and no others', async () => {
  const { db } = fixture.database;
  const device = await insertDevice(db);
  const track = async (keyId: KeyId, startsAt: number) => {
    const id = newId(WindowTrackId, startsAt / 1000);
    const sha256 = randomBytes(32);
    const row = { id, deviceId: device, startsAt, endsAt: startsAt + 1, keyId, sha256 };
    await db.insert(windowTracks).values({ ...row, bytes: 4, detail: 'programs' });
    const key = windowTrackKey({ ...row, sha256: sha256.toString('hex') });
    await putBytes(fixture.ctx.journal, key, Buffer.from('seal'));
    return { id, key };
  };
  const old = await fixture.record({ device, count: 1, daysAgo: 40 });
  const young = await fixture.record({ device, count: 1, daysAgo: 3 });
  const gone = await track(old.key, NOW - 40 * DAY);
  const kept = await track(young.key, NOW - 3 * DAY);
  await putRuleInForce(db, { days: 30 });

  await runNight(fixture.work, NIGHT);
  expect(await finishDeletions(fixture.work)).toEqual({ finished: 1, failed: 0 });
  expect((await db.select().from(windowTracks)).map(({ id }) => id)).toEqual([kept.id]);
  expect(await fixture.ctx.journal.head(gone.key)).toBeNull();
  expect(await fixture.ctx.journal.head(kept.key)).not.toBeNull();
});
