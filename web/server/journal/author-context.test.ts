import { sealKey } from '@workcompanion/core/crypto/sealed-key';
import { verifyReceipt } from '@workcompanion/core/crypto/server-statements';
import { KeyId, newId, RecordingId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { segments } from '@workcompanion/db/schema/segments';
import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { revokeDevice } from '../devices/end-device.ts';
import { openSegment } from '../playback/open-segment.ts';
import { depositKey } from '../recorder/issue-keys.ts';
import { receiveJournal } from '../recorder/receive-journal.ts';
import { receiveSegment } from '../recorder/receive-segment.ts';
import { segmentUploadOffset } from '../recorder/segment-upload-offset.ts';
import { TestDevice } from '../testing/test-device.ts';
import { currentKey, makeSegment, type TestSegment, uploadOf } from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';

let server: TestServer;
let ctx: ServerContext;
/** One computer before and after it was enrolled anew, and somebody else's. */
let former: TestDevice;
let present: TestDevice;
let stranger: TestDevice;
let segment: TestSegment;
let statement: string;

const POLICY = { kind: 'policy-applied', policyVersion: 1 } as const;

beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
});
afterAll(() => server.close());
beforeEach(async () => {
  former = await TestDevice.enrolled(ctx);
  present = await TestDevice.enrolled(ctx);
  stranger = await TestDevice.enrolled(ctx);
  await ctx.db
    .update(devices)
    .set({ personId: await personOf(former) })
    .where(eq(devices.id, present.id));
  const key = await currentKey(former.in(ctx));
  segment = makeSegment({ recording: newId(RecordingId), key });
  statement = await former.state(segment.body);
});

async function personOf({ id }: TestDevice) {
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, id));
  if (!row) throw new Error('no such device');
  return row.personId;
}

async function journalOf({ id }: TestDevice): Promise<string[]> {
  const rows = await ctx.db.select().from(journalEntries).where(eq(journalEntries.deviceId, id));
  return rows.sort((a, b) => a.index - b.index).flatMap((row) => row.statement ?? []);
}

/** As the compliance officer's player gets it. */
async function plain(): Promise<Buffer> {
  const { content } = await openSegment(await makeUser(ctx, ['compliance']), {
    id: segment.id,
    range: null,
    ifRange: null,
    headOnly: false,
    signal: new AbortController().signal,
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of content?.chunks() ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('what a computer recorded as the device that it was before', () => {
  test('is taken from the device that it is now, in the name of the former one', async () => {
    const carrying = present.in(ctx);
    const { receipt } = await receiveSegment(carrying, uploadOf(segment, statement));
    const applied = await former.state(POLICY);
    const window = { from: Date.now() * 1000, to: (Date.now() + 3_600_000) * 1000 };
    const sealedKey = await sealKey(Buffer.alloc(16, 7), ctx.keys.sealing.publicKey);
    const deposit = { kind: 'key-deposited', keyId: newId(KeyId), window, sealedKey } as const;
    const own = await present.state(POLICY);
    const { results } = await receiveJournal(carrying, { statements: [applied, own] });
    const deposited = await former.state(deposit);
    await depositKey(carrying, { statement: deposited });

    expect(results).toMatchObject([
      { receipt: expect.any(String) },
      { receipt: expect.any(String) },
    ]);
    expect(await verifyReceipt(receipt, ctx.keys.signing.publicKey)).toMatchObject({
      device: former.id,
      index: 0,
    });
    expect(await journalOf(former)).toEqual([statement, applied, deposited]);
    expect(await journalOf(present)).toEqual([own]);
    const [row] = await ctx.db.select().from(segments).where(eq(segments.id, segment.id));
    expect(row?.deviceId).toBe(former.id);
    expect((await plain()).equals(segment.plain)).toBe(true);
    expect(await receiveSegment(former.in(ctx), uploadOf(segment, statement))).toEqual({ receipt });
  });

  test('tells how much of it is held only to who shows its statement', async () => {
    await receiveSegment(present.in(ctx), uploadOf(segment, statement));
    const { id } = segment;
    expect(await segmentUploadOffset(present.in(ctx), { id })).toBe(0);
    expect(await segmentUploadOffset(present.in(ctx), { id, statement })).toBe(
      segment.ciphertext.length,
    );
    const asked = segmentUploadOffset(stranger.in(ctx), { id, statement });
    await expect(asked).rejects.toMatchObject({ code: 'foreign-device' });
  });

  test("is refused from another person's device, changed, and once the former one is revoked", async () => {
    const applied = await former.state(POLICY);
    const [header, payload, signature = ''] = statement.split('.');
    const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
    const changed = [header, payload, flipped].join('.');
    const forged = await present.sign(segment.body, { device: former.id, index: 0 });

    const refusals: [TestDevice, string, string][] = [
      [stranger, statement, 'foreign-device'],
      [present, changed, 'signature-invalid'],
      [present, forged, 'signature-invalid'],
    ];
    for (const [sender, jws, code] of refusals) {
      const sent = receiveSegment(sender.in(ctx), uploadOf(segment, jws));
      await expect(sent).rejects.toMatchObject({ code });
    }
    await revokeDevice(await makeUser(ctx, ['admin']), { device: former.id });
    const late = receiveSegment(present.in(ctx), uploadOf(segment, statement));
    await expect(late).rejects.toMatchObject({ code: 'foreign-device' });
    const { results } = await receiveJournal(present.in(ctx), { statements: [applied] });
    expect(results).toMatchObject([{ error: { code: 'foreign-device' } }]);
    const held = await ctx.db
      .select()
      .from(journalEntries)
      .where(inArray(journalEntries.deviceId, [former.id, present.id]));
    expect(held).toEqual([]);
  });
});
