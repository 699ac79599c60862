import { verifyReceipt } from '@workcompanion/core/crypto/server-statements';
import { closeJournal } from '@workcompanion/db/queries/close-journal';
import { journalClosing, journalEntries } from '@workcompanion/db/schema/journal-entries';
import { asc, lt, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiveJournal } from '../recorder/receive-journal.ts';
import { TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const HOUR = 3_600_000_000;
/** On a machine that is busy. */
const PATIENCE = { timeout: 60_000 };
const END = 1_795_600_800_000_000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function send(device: TestDevice, now: number): Promise<number> {
  const ctx = server.context({ now: () => now });
  const statement = await device.state({ kind: 'policy-applied', policyVersion: 1 });
  const { results } = await receiveJournal(device.in(ctx), { statements: [statement] });
  const [result] = results;
  if (!result || !('receipt' in result)) throw new Error(JSON.stringify(result));
  return (await verifyReceipt(result.receipt, ctx.keys.signing.publicKey)).receivedAt;
}

async function receivedBefore(to: number) {
  const { db } = server.context();
  const { deviceId, index, receivedAt } = journalEntries;
  return await db
    .select({ deviceId, index, receivedAt })
    .from(journalEntries)
    .where(lt(receivedAt, to))
    .orderBy(asc(receivedAt), asc(deviceId), asc(index));
}

describe('an hour that is closed', () => {
  it('has all that was ever received in it, however many came while it was closed', async () => {
    const devices = await Promise.all(
      Array.from({ length: 8 }, () => TestDevice.enrolled(server.context())),
    );
    let isOver = false;
    // All by a clock that stands just before the end: what comes too late must be stamped anew.
    const senders = devices.map(async (device) => {
      const stamps: number[] = [];
      while (!isOver) stamps.push(await send(device, END - 1));
      // Whoever began after the end finds the hour closed.
      stamps.push(await send(device, END - 1));
      return stamps;
    });
    await expect.poll(async () => (await receivedBefore(END)).length, PATIENCE).toBeGreaterThan(40);
    await closeJournal(server.context().db, END);
    const closed = await receivedBefore(END);
    isOver = true;
    const stamps = (await Promise.all(senders)).flat();

    expect(await receivedBefore(END)).toEqual(closed);
    // The receipts say the same: nobody holds one for the hour who is not in it.
    expect(stamps.filter((at) => at < END)).toHaveLength(closed.length);
    expect(stamps.filter((at) => at >= END).length).toBeGreaterThanOrEqual(devices.length);
  }, 120_000);

  it('waits for an entry that was stamped before its end and is still to commit', async () => {
    const { db } = server.context();
    const device = await TestDevice.enrolled(server.context());
    await send(device, END + 1);
    let closing: Promise<void> | null = null;
    await db.transaction(async (tx) => {
      await tx.execute(sql`
        insert into ${journalEntries} select device_id, index + 1000, recorded_at,
          received_at + interval '1 second', kind, hash, prev, statement, receipt
        from ${journalEntries} where device_id = ${device.id}`);
      closing = closeJournal(db, END + HOUR);
      await expect
        .poll(async () => {
          const { rows } = await db.execute(sql`select 1 from pg_locks where not granted`);
          return rows.length;
        }, PATIENCE)
        .toBe(1);
    });
    await closing;
    const late = await receivedBefore(END + HOUR);
    expect(late.filter(({ deviceId }) => deviceId === device.id)).toHaveLength(2);
  });

  it('stays closed', async () => {
    const { db } = server.context();
    await closeJournal(db, END);
    expect(await db.select().from(journalClosing)).toMatchObject([{ closedTo: END + HOUR }]);
    const reopening = db.update(journalClosing).set({ closedTo: END });
    await expect(reopening).rejects.toMatchObject({ cause: { code: '23001' } });
    await expect(server.owner.delete(journalClosing)).rejects.toMatchObject({
      cause: { code: '23001' },
    });
  });
});
