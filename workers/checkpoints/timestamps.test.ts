import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { openTestTsa, type TestTsa } from '@workcompanion/core/evidence/testing/open-test-tsa';
import { verifyTimestamp } from '@workcompanion/core/evidence/timestamp';
import { checkpoints } from '@workcompanion/db/schema/checkpoints';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { insertEntries } from '@workcompanion/db/testing/insert-entries';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  NOW,
  openRetentionFixture,
  type RetentionFixture,
} from '../retention/testing/retention-fixture.ts';
import { checkpointJob } from './checkpoint-job.ts';
import { timestampJob } from './timestamp-job.ts';

const HOUR = 3_600_000_000;

let tsa: TestTsa;
beforeAll(async () => {
  tsa = await openTestTsa();
});
afterAll(() => tsa.close());

let fixture: RetentionFixture;
let later: number;
beforeEach(async () => {
  fixture = await openRetentionFixture();
  later = NOW;
  tsa.down = false;
  const { db } = fixture.database;
  const keys = await generateSigningKeyPair();
  const device = await insertDevice(db, { publicKey: keys.publicKey });
  await insertEntries(db, { device, keys, server: keys, receivedAt: [NOW - 3 * HOUR] });
  await checkpointJob.run(fixture.ctx);
});
afterEach(() => fixture.dispose());

function run(options = { url: tsa.url, caFile: tsa.caFile }) {
  return timestampJob(options).run({ ...fixture.ctx, now: () => later });
}

function rows() {
  return fixture.database.db.select().from(checkpoints).orderBy(checkpoints.number);
}

describe('time-stamps of checkpoints', () => {
  it('are had from the authority, checked, and kept', async () => {
    expect(await run()).toEqual({ stamped: 2 });
    for (const { jws, timestampToken, timestampedAt } of await rows()) {
      const verdict = await verifyTimestamp(timestampToken ?? Buffer.of(), Buffer.from(jws));
      expect(verdict).toMatchObject({ ok: true, at: timestampedAt });
    }
    expect(await run()).toBeNull();
  });

  it('are asked for again later while the authority is down', async () => {
    tsa.down = true;
    const before = tsa.asked;
    expect(await run()).toBeNull();
    expect((await rows()).map(({ timestampError }) => timestampError)).toEqual([
      null,
      'the authority answered 503',
    ]);
    // One question was enough to know; the other checkpoint was not asked for.
    expect(tsa.asked).toBe(before + 1);
    tsa.down = false;
    later += HOUR;
    expect(await run()).toEqual({ stamped: 2 });
    expect((await rows()).map(({ timestampError }) => timestampError)).toEqual([null, null]);
  });

  it('are not taken from another authority than the one named', async () => {
    const other = await openTestTsa();
    try {
      expect(await run({ url: other.url, caFile: tsa.caFile })).toBeNull();
    } finally {
      await other.close();
    }
    expect((await rows()).at(-1)).toMatchObject({
      timestampToken: null,
      timestampError: expect.stringContaining('TSA_CA_FILE'),
    });
  });
});
