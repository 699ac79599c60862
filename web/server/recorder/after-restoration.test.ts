import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sealKey } from '@workcompanion/core/crypto/sealed-key';
import { KeyId, newId, RecordingId } from '@workcompanion/core/ids';
import { noteRestoration } from '@workcompanion/db/queries/restoration';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { segments } from '@workcompanion/db/schema/segments';
import { gaps, spans } from '@workcompanion/db/schema/spans';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { TestDevice } from '../testing/test-device.ts';
import { currentKey, makeSegment, type TestSegment, uploadOf } from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { depositKey } from './issue-keys.ts';
import { receiveJournal } from './receive-journal.ts';
import { receiveSegment } from './receive-segment.ts';

const HOUR = 3_600_000_000;
const RESTORED_AT = Date.now() * 1000 - HOUR;

let server: TestServer;
let ctx: ServerContext;
let device: TestDevice;

beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
  // An archive folder without a single entry may as well not be mounted.
  await writeFile(join(server.archiveDir, 'another'), '');
});
afterAll(() => server.close());
beforeEach(async () => {
  device = await TestDevice.enrolled(ctx);
});

interface Known {
  readonly segment: TestSegment;
  readonly statement: string;
}

/** Stated an hour before the database was restored, unless said otherwise. */
async function record({
  key,
  at = RESTORED_AT - HOUR,
}: {
  readonly key?: Parameters<typeof makeSegment>[0]['key'];
  readonly at?: number;
} = {}): Promise<Known> {
  const own = key ?? (await currentKey(device.in(ctx)));
  const segment = makeSegment({ recording: newId(RecordingId), key: own });
  return { segment, statement: await device.state(segment.body, { at }) };
}

const send = async (statement: string, keysLost: readonly KeyId[] = []) =>
  (await receiveJournal(device.in(ctx), { statements: [statement], keysLost: [...keysLost] }))
    .results[0];

const rowsOf = async (id: Known['segment']['id']) => ({
  entries: await ctx.db.$count(journalEntries, eq(journalEntries.deviceId, device.id)),
  segments: await ctx.db.$count(segments, eq(segments.id, id)),
  spans: await ctx.db.$count(spans, eq(spans.deviceId, device.id)),
});

const gapsOf = () =>
  ctx.db
    .select({ cause: gaps.cause, from: gaps.startsAt, to: gaps.endsAt })
    .from(gaps)
    .where(eq(gaps.deviceId, device.id));

/** The database is as it was before. */
async function forget(): Promise<void> {
  const { owner } = server;
  await owner.execute('alter table journal_entries disable trigger all');
  await owner.delete(journalEntries).where(eq(journalEntries.deviceId, device.id));
  await owner.execute('alter table journal_entries enable trigger all');
  await owner.delete(segments).where(eq(segments.deviceId, device.id));
  await ctx.db.delete(spans).where(eq(spans.deviceId, device.id));
  await ctx.db
    .update(deviceStates)
    .set({ journalNext: 0, journalEnd: 0 })
    .where(eq(deviceStates.deviceId, device.id));
}

describe('a statement whose segment its device has no more', () => {
  test('is refused where no database was restored', async () => {
    const { statement } = await record();
    expect(await send(statement)).toMatchObject({ error: { code: 'statement-mismatch' } });
  });

  describe('after the database was restored', () => {
    let before: Known;
    let stored: Known;
    beforeEach(async () => {
      stored = await record();
      await receiveSegment(device.in(ctx), uploadOf(stored.segment, stored.statement));
      before = await record();
      await forget();
      await withTransaction(ctx.db, (tx) =>
        noteRestoration(tx, { takenAt: RESTORED_AT - 24 * HOUR, restoredAt: RESTORED_AT }),
      );
    });

    test('brings back what still lies here', async () => {
      expect(await send(stored.statement)).toMatchObject({ receipt: expect.any(String) });
      expect(await rowsOf(stored.segment.id)).toEqual({ entries: 1, segments: 1, spans: 1 });
      expect(await gapsOf()).toEqual([]);
    });

    test('names the time of what lies nowhere, once, and makes the journal whole', async () => {
      const first = await send(before.statement);
      expect(first).toMatchObject({ receipt: expect.any(String) });
      expect(await send(before.statement)).toEqual(first);
      const { start, duration } = before.segment.body;
      expect(await gapsOf()).toEqual([
        { cause: 'footage-lost', from: start, to: start + duration },
      ]);
      expect(await rowsOf(before.segment.id)).toEqual({ entries: 1, segments: 0, spans: 0 });
    });

    test('waits for an archive that is away, alone', async () => {
      const entry = join(server.archiveDir, 'another');
      await rm(entry);
      expect(await send(before.statement)).toMatchObject({
        error: { code: 'archive-unavailable', retryable: true },
      });
      await writeFile(entry, '');
      expect(await send(before.statement)).toMatchObject({ receipt: expect.any(String) });
    });

    test('is refused for what was recorded since', async () => {
      const { statement } = await record({ at: ctx.now() });
      expect(await send(statement)).toMatchObject({ error: { code: 'statement-mismatch' } });
    });

    test('waits for a key that is not known, and names the time when nobody has it', async () => {
      const keyId = newId(KeyId);
      const key = Buffer.alloc(16, 7).toString('base64url');
      const { statement } = await record({ key: { keyId, key } });
      expect(await send(statement)).toMatchObject({
        error: { code: 'unknown-key', retryable: true },
      });
      expect(await send(statement, [keyId])).toMatchObject({ receipt: expect.any(String) });
      expect(await gapsOf()).toMatchObject([{ cause: 'key-lost' }]);
    });

    test('comes with its bytes once its device has given back the key', async () => {
      const issued = await currentKey(device.in(ctx));
      const keyId = newId(KeyId);
      const lost = await record({ key: { keyId, key: issued.key } });
      const upload = () => receiveSegment(device.in(ctx), uploadOf(lost.segment, lost.statement));
      await expect(upload()).rejects.toHaveProperty('code', 'unknown-key');
      const sealedKey = await sealKey(
        Buffer.from(issued.key, 'base64url'),
        ctx.keys.sealing.publicKey,
      );
      // A key of the very window for which the restored database has issued another key.
      const deposit = await device.state({
        kind: 'key-deposited',
        keyId,
        window: issued.window,
        sealedKey,
      });
      await depositKey(device.in(ctx), { statement: deposit });
      expect(await upload()).toMatchObject({ receipt: expect.any(String) });
    });
  });
});
