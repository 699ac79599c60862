import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyReceipt } from '@workcompanion/core/crypto/server-statements';
import { KeyId, newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import { MAX_SEGMENT_BYTES } from '@workcompanion/core/protocol/routes';
import { keysWithoutRow } from '@workcompanion/db/queries/keys-without-row';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { segments } from '@workcompanion/db/schema/segments';
import { spans } from '@workcompanion/db/schema/spans';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import type { DeviceContext } from '../device-context.ts';
import { revokeDevice } from '../devices/end-device.ts';
import { TestDevice } from '../testing/test-device.ts';
import {
  chunksOf,
  currentKey,
  makeSegment,
  type SegmentWish,
  type TestSegment,
  uploadOf,
} from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { receiveSegment } from './receive-segment.ts';
import type { SegmentUpload } from './segment-upload.ts';
import { segmentUploadOffset } from './segment-upload-offset.ts';

let server: TestServer;
let ctx: ServerContext;
let device: TestDevice;
let own: DeviceContext;
let wish: SegmentWish;

beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
});
afterAll(() => server.close());
beforeEach(async () => {
  device = await TestDevice.enrolled(ctx);
  own = device.in(ctx);
  wish = { recording: newId(RecordingId), key: await currentKey(own) };
});

/** What the server holds of the device under test: rows, their files, and files that no row has. */
async function held() {
  const ofDevice = await ctx.db.select().from(segments).where(eq(segments.deviceId, device.id));
  const entries = await ctx.db
    .select()
    .from(journalEntries)
    .where(eq(journalEntries.deviceId, device.id));
  const named = (await server.files()).filter((name) => name.includes(device.id));
  const orphans = await keysWithoutRow(ctx.db, named);
  const files = named.filter((name) => !orphans.includes(name));
  const loose = (await server.files()).filter((name) => name.startsWith('.incoming/once-'));
  const covered = await ctx.db.select().from(spans).where(eq(spans.deviceId, device.id));
  return { segments: ofDevice, entries, files: [...files, ...loose], orphans, spans: covered };
}
const NOTHING = { segments: [], entries: [], files: [], orphans: [], spans: [] };

/** Left to the job that removes what no row has. */
const fileOf = (id: SegmentId): unknown => expect.stringContaining(id);

async function send(segment: TestSegment, bent: Partial<SegmentUpload> = {}) {
  return receiveSegment(own, uploadOf(segment, await device.state(segment.body), bent));
}

describe('a segment', () => {
  test('is stored as it came, catalogued, and answered with a receipt that verifies', async () => {
    const segment = makeSegment({ ...wish, plainBytes: 188 * 7_000 });
    const { receipt } = await send(segment);

    const signed = await verifyReceipt(receipt, ctx.keys.signing.publicKey);
    expect(signed).toMatchObject({ device: device.id, index: 0 });
    const { segments: rows, files, spans: covered } = await held();
    expect(rows).toMatchObject([
      {
        id: segment.id,
        bytes: segment.ciphertext.length,
        plainBytes: segment.plain.length,
        sha256: segment.body.sha256,
        md5: segment.body.md5,
        state: 'hot',
      },
    ]);
    expect(covered).toHaveLength(1);
    expect(files).toHaveLength(1);
    const stored = await readFile(join(server.hotDir, files[0] ?? ''));
    expect(stored.equals(segment.ciphertext)).toBe(true);
  });

  test('sent again gets the same receipt, and nothing is doubled', async () => {
    const segment = makeSegment(wish);
    const statement = await device.state(segment.body);
    const first = await receiveSegment(own, uploadOf(segment, statement));
    const before = await held();
    const again = await receiveSegment(own, uploadOf(segment, statement));
    expect(again).toEqual(first);
    expect(await held()).toEqual(before);
  });

  test('may overtake the one before it', async () => {
    const early = makeSegment({ ...wish, start: ctx.now() - 120_000_000 });
    const late = makeSegment({ ...wish, sequence: 1, start: early.body.start + 60_000_000 });
    const [first, second] = [await device.state(early.body), await device.state(late.body)];
    await receiveSegment(own, uploadOf(late, second));
    await receiveSegment(own, uploadOf(early, first));
    const { segments: rows, spans: covered } = await held();
    expect(rows).toHaveLength(2);
    expect(covered).toMatchObject([{ firstSequence: 0, lastSequence: 1 }]);
  });

  test('is taken when an earlier try died between its file and its rows', async () => {
    const segment = makeSegment(wish);
    const statement = await device.state(segment.body);
    await dyingBeforeItsRows(() => receiveSegment(own, uploadOf(segment, statement)));
    expect(await held()).toMatchObject({ segments: [], orphans: [expect.any(String)] });
    await receiveSegment(own, uploadOf(segment, statement));
    expect(await held()).toMatchObject({ segments: [{ id: segment.id }], files: { length: 1 } });
  });

  test('takes nothing for its own that went bad after such a try', async () => {
    const segment = makeSegment(wish);
    const statement = await device.state(segment.body);
    await dyingBeforeItsRows(() => receiveSegment(own, uploadOf(segment, statement)));
    const [file = ''] = (await held()).orphans;
    await writeFile(join(server.hotDir, file), Buffer.alloc(segment.ciphertext.length));
    await receiveSegment(own, uploadOf(segment, statement));
    expect(await held()).toMatchObject({ segments: [{ id: segment.id }], files: [file] });
    const stored = await readFile(join(server.hotDir, file));
    expect(stored.equals(segment.ciphertext)).toBe(true);
  });

  test('keeps the plain size of a file whose end was torn off by a power loss', async () => {
    const whole = makeSegment({ ...wish, plainBytes: 188 * 50 + 100 });
    const ciphertext = whole.ciphertext.subarray(0, 188 * 40 - ((188 * 40) % 16));
    const torn: TestSegment = {
      ...whole,
      ciphertext,
      body: {
        ...whole.body,
        bytes: ciphertext.length,
        md5: createHash('md5').update(ciphertext).digest('hex'),
        sha256: createHash('sha256').update(ciphertext).digest('hex'),
        recovered: true,
      },
    };
    await send(torn);
    const { segments: rows } = await held();
    expect(rows[0]?.plainBytes).toBe(ciphertext.length - (ciphertext.length % 188));
  });
});

describe('is refused, and nothing is stored:', () => {
  const cases: [string, string, (segment: TestSegment) => Promise<SegmentUpload>][] = [
    [
      'a body whose bytes differ from the signed digests',
      'digest-mismatch',
      async (segment) => {
        const damaged = Buffer.from(segment.ciphertext);
        damaged.writeUInt8(damaged.readUInt8(1000) ^ 1, 1000);
        return uploadOf(segment, await device.state(segment.body), { body: chunksOf(damaged) });
      },
    ],
    [
      'a Content-MD5 that is not the signed one',
      'statement-mismatch',
      async (segment) =>
        uploadOf(segment, await device.state(segment.body), { contentMd5: '0'.repeat(32) }),
    ],
    [
      'a whole body without Content-MD5',
      'invalid-digest-header',
      async (segment) => uploadOf(segment, await device.state(segment.body), { contentMd5: null }),
    ],
    [
      'a body that ends early',
      'truncated-body',
      async (segment) =>
        uploadOf(segment, await device.state(segment.body), {
          body: chunksOf(segment.ciphertext.subarray(0, -16)),
        }),
    ],
    [
      'a body whose connection breaks',
      'truncated-body',
      async (segment) =>
        uploadOf(segment, await device.state(segment.body), {
          body: breaking(segment.ciphertext.subarray(0, 5000)),
        }),
    ],
    [
      'a body that goes on after its length',
      'body-too-large',
      async (segment) =>
        uploadOf(segment, await device.state(segment.body), {
          body: chunksOf(Buffer.concat([segment.ciphertext, Buffer.alloc(16)])),
        }),
    ],
    [
      'a length above the limit, before a byte is read',
      'body-too-large',
      async (segment) => {
        const bytes = MAX_SEGMENT_BYTES + 16;
        const statement = await device.state({ ...segment.body, bytes });
        return uploadOf(segment, statement, { contentLength: bytes, body: unreadable() });
      },
    ],
    [
      'a length other than the signed one',
      'statement-mismatch',
      async (segment) =>
        uploadOf(segment, await device.state(segment.body), {
          contentLength: segment.ciphertext.length - 16,
          body: unreadable(),
        }),
    ],
    [
      'ciphertext that is not made of whole blocks',
      'statement-invalid',
      async (segment) => {
        const statement = await device.state({ ...segment.body, bytes: 1001 });
        return uploadOf(segment, statement, { contentLength: 1001, body: unreadable() });
      },
    ],
    [
      'a statement of another segment',
      'statement-mismatch',
      async (segment) =>
        uploadOf(segment, await device.state(segment.body), {
          id: newId(SegmentId),
          body: unreadable(),
        }),
    ],
    [
      'an id stamped with another time than the start',
      'statement-mismatch',
      async (segment) => {
        const start = segment.body.start + 5_000;
        return uploadOf(segment, await device.state({ ...segment.body, start }));
      },
    ],
    [
      'a statement that tells of no segment',
      'statement-mismatch',
      async (segment) =>
        uploadOf(segment, await device.state({ kind: 'policy-applied', policyVersion: 1 })),
    ],
    [
      'a statement of another device',
      'foreign-device',
      async (segment) => {
        const other = await TestDevice.enrolled(ctx);
        return uploadOf(segment, await other.state(segment.body));
      },
    ],
    [
      'a statement in our name by another key',
      'signature-invalid',
      async (segment) => {
        const other = await TestDevice.enrolled(ctx);
        return uploadOf(segment, await other.sign(segment.body, { device: device.id }));
      },
    ],
    [
      'what is no statement',
      'statement-invalid',
      async (segment) => uploadOf(segment, 'YWJj.YWJj.YWJj'),
    ],
    [
      'a key that nobody issued',
      'unknown-key',
      async (segment) => {
        const keyId = newId(KeyId);
        return uploadOf(segment, await device.state({ ...segment.body, keyId }));
      },
    ],
    [
      "another device's key",
      'unknown-key',
      async (segment) => {
        const other = await currentKey((await TestDevice.enrolled(ctx)).in(ctx));
        return uploadOf(segment, await device.state({ ...segment.body, keyId: other.keyId }));
      },
    ],
    [
      'a key of another window',
      'key-window-mismatch',
      async () => {
        const segment = makeSegment({ ...wish, start: ctx.now() - 3 * 86_400_000_000 });
        return uploadOf(segment, await device.state(segment.body));
      },
    ],
    [
      'an entry that does not follow the one before it',
      'chain-broken',
      async (segment) => {
        const prev = randomBytes(32).toString('base64url');
        return uploadOf(segment, await device.sign(segment.body, { prev }));
      },
    ],
    [
      'a part whose beginning is not held',
      'upload-offset-mismatch',
      async (segment) =>
        uploadOf(segment, await device.state(segment.body), {
          offset: 16,
          contentLength: segment.ciphertext.length - 16,
          contentMd5: null,
          body: unreadable(),
        }),
    ],
  ];
  test.each(cases)('%s', async (_, code, request) => {
    const upload = await request(makeSegment(wish));
    await expect(receiveSegment(own, upload)).rejects.toMatchObject({ code });
    expect(await held()).toEqual(NOTHING);
  });

  test('a segment while the disk is nearly full, which may be tried again later', async () => {
    const segment = makeSegment(wish);
    const full = device.in(server.context({ hotMinimumFreeBytes: Number.MAX_SAFE_INTEGER }));
    const statement = await device.state(segment.body);
    const refused = receiveSegment(full, uploadOf(segment, statement, { body: unreadable() }));
    await expect(refused).rejects.toMatchObject({ code: 'storage-full', retryAfterSeconds: 60 });
    expect(await held()).toEqual(NOTHING);
  });

  test('anything of a device that was revoked meanwhile, but for a file that no row has', async () => {
    const segment = makeSegment(wish);
    const statement = await device.state(segment.body);
    const body = (async function* () {
      await revokeDevice(await makeUser(ctx, ['admin']), { device: device.id });
      yield* chunksOf(segment.ciphertext);
    })();
    const refused = receiveSegment(own, uploadOf(segment, statement, { body }));
    await expect(refused).rejects.toMatchObject({ code: 'device-revoked' });
    expect(await held()).toEqual({ ...NOTHING, orphans: [fileOf(segment.id)] });
  });
});

describe('beside a segment that is held,', () => {
  test('another statement at its index is a fork, and the first one stays', async () => {
    const segment = makeSegment(wish);
    await send(segment);
    const before = await held();
    const other = makeSegment(wish);
    const forked = await device.sign(other.body, { index: 0, prev: 'A'.repeat(43) });
    await expect(receiveSegment(own, uploadOf(other, forked))).rejects.toMatchObject({
      code: 'journal-fork',
    });
    expect(await held()).toEqual(before);
  });

  test('its id can not be taken by other bytes', async () => {
    const segment = makeSegment(wish);
    await send(segment);
    const before = await held();
    const other = makeSegment({ ...wish, sequence: 1, start: segment.body.start });
    const body = { ...other.body, segment: segment.id };
    const refused = receiveSegment(
      own,
      uploadOf({ ...other, id: segment.id, body }, await device.state(body)),
    );
    await expect(refused).rejects.toMatchObject({ code: 'segment-conflict' });
    expect(await held()).toEqual({ ...before, orphans: [fileOf(segment.id)] });
  });

  test('its place in the recording can not be taken by another', async () => {
    await send(makeSegment(wish));
    const before = await held();
    const other = makeSegment(wish);
    await expect(send(other)).rejects.toMatchObject({ code: 'segment-conflict' });
    expect(await held()).toEqual({ ...before, orphans: [fileOf(other.id)] });
  });

  test('another device can not add to its recording, nor see how much is held', async () => {
    const segment = makeSegment(wish);
    await send(segment);
    const other = await TestDevice.enrolled(ctx);
    const intruder = other.in(ctx);
    const theirs = makeSegment({ ...wish, key: await currentKey(intruder), sequence: 1 });
    const refused = receiveSegment(intruder, uploadOf(theirs, await other.state(theirs.body)));
    await expect(refused).rejects.toMatchObject({ code: 'foreign-device' });
    const files = (await server.files()).filter((name) => name.includes(theirs.id));
    expect(await keysWithoutRow(ctx.db, files)).toEqual(files);
    expect(await segmentUploadOffset(intruder, { id: segment.id })).toBe(0);
    expect(await segmentUploadOffset(own, { id: segment.id })).toBe(segment.ciphertext.length);
  });

  test('a second sender of the same bytes waits for the first', async () => {
    const segment = makeSegment(wish);
    const statement = await device.state(segment.body);
    const reading = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const slow = (async function* () {
      reading.resolve();
      await gate.promise;
      yield* chunksOf(segment.ciphertext);
    })();
    const first = receiveSegment(own, uploadOf(segment, statement, { body: slow }));
    await reading.promise;
    await expect(receiveSegment(own, uploadOf(segment, statement))).rejects.toMatchObject({
      code: 'upload-in-progress',
      retryable: true,
      retryAfterSeconds: 5,
    });
    gate.resolve();
    const { receipt } = await first;
    expect(await receiveSegment(own, uploadOf(segment, statement))).toEqual({ receipt });
  });
});

describe('a body above 4 MiB', () => {
  const bytes = 188 * 40_000;

  test('whose connection breaks goes on from what is held', async () => {
    const segment = makeSegment({ ...wish, plainBytes: bytes });
    const statement = await device.state(segment.body);
    const half = breaking(segment.ciphertext.subarray(0, 3_500_000));
    const cut = receiveSegment(own, uploadOf(segment, statement, { body: half }));
    await expect(cut).rejects.toMatchObject({ code: 'truncated-body', retryable: true });

    const offset = await segmentUploadOffset(own, { id: segment.id });
    expect(offset).toBeGreaterThan(2_000_000);
    await receiveSegment(own, restOf(segment, statement, offset));
    const { segments: rows, files } = await held();
    expect(rows).toMatchObject([{ id: segment.id, plainBytes: segment.plain.length }]);
    expect(files).toHaveLength(1);
    const stored = await readFile(join(server.hotDir, files[0] ?? ''));
    expect(stored.equals(segment.ciphertext)).toBe(true);
  });

  test('of which somebody died with the receipt leaves nothing once it is sent again', async () => {
    const segment = makeSegment({ ...wish, plainBytes: bytes });
    const statement = await device.state(segment.body);
    const receipt = await receiveSegment(own, uploadOf(segment, statement));
    const left = join(server.hotDir, '.incoming', `part-${device.id}-${segment.id}`);
    await mkdir(left);
    await writeFile(join(left, 'attempt'), segment.ciphertext);
    expect(await receiveSegment(own, uploadOf(segment, statement))).toEqual(receipt);
    expect((await held()).files).toHaveLength(1);
  });

  test('whose kept part was damaged on the disk begins anew', async () => {
    const segment = makeSegment({ ...wish, plainBytes: bytes });
    const statement = await device.state(segment.body);
    const damaged = Buffer.from(segment.ciphertext.subarray(0, 3_500_000));
    damaged.writeUInt8(damaged.readUInt8(0) ^ 1, 0);
    const cut = receiveSegment(own, uploadOf(segment, statement, { body: breaking(damaged) }));
    await expect(cut).rejects.toMatchObject({ code: 'truncated-body' });
    const offset = await segmentUploadOffset(own, { id: segment.id });
    const refused = receiveSegment(own, restOf(segment, statement, offset));
    await expect(refused).rejects.toMatchObject({ code: 'digest-mismatch', retryable: true });
    expect(await segmentUploadOffset(own, { id: segment.id })).toBe(0);
    expect(await held()).toEqual(NOTHING);
    await receiveSegment(own, uploadOf(segment, statement));
    expect((await held()).segments).toHaveLength(1);
  });

  test('sent from the wrong place is refused, and what is held stays', async () => {
    const segment = makeSegment({ ...wish, plainBytes: bytes });
    const statement = await device.state(segment.body);
    const half = breaking(segment.ciphertext.subarray(0, 3_500_000));
    await expect(
      receiveSegment(own, uploadOf(segment, statement, { body: half })),
    ).rejects.toMatchObject({ code: 'truncated-body' });
    const offset = await segmentUploadOffset(own, { id: segment.id });
    const wrong = receiveSegment(own, restOf(segment, statement, offset + 16));
    await expect(wrong).rejects.toMatchObject({ code: 'upload-offset-mismatch' });
    expect(await segmentUploadOffset(own, { id: segment.id })).toBe(offset);
  });
});

function restOf(segment: TestSegment, statement: string, offset: number): SegmentUpload {
  return uploadOf(segment, statement, {
    offset,
    contentLength: segment.ciphertext.length - offset,
    contentMd5: null,
    body: chunksOf(segment.ciphertext.subarray(offset)),
  });
}

async function* breaking(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield* chunksOf(bytes);
  throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
}

async function* unreadable(): AsyncGenerator<Uint8Array> {
  yield await Promise.reject(new Error('the body was read'));
}

/** The database takes no row meanwhile, as if it went away after the file had got its name. */
async function dyingBeforeItsRows(upload: () => Promise<unknown>): Promise<void> {
  await server.owner.execute(sql`alter table spans add constraint gone check (false) not valid`);
  await expect(upload()).rejects.toMatchObject({ cause: { constraint: 'gone' } });
  await server.owner.execute(sql`alter table spans drop constraint gone`);
}
