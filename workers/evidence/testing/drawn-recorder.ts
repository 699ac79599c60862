import { createHash, randomBytes } from 'node:crypto';
import {
  type Ed25519PrivateJwk,
  generateSigningKeyPair,
  keyThumbprint,
} from '@workcompanion/core/crypto/key-pair';
import { SegmentDigest } from '@workcompanion/core/crypto/segment-digest';
import { SegmentEncryptor } from '@workcompanion/core/crypto/segment-encryptor';
import { segmentKeyOf } from '@workcompanion/core/crypto/segment-key';
import { signReceipt } from '@workcompanion/core/crypto/server-statements';
import { readStatement, signStatement, statementHash } from '@workcompanion/core/crypto/statement';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { DeviceId, GapId, KeyId, newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import { policyDigest } from '@workcompanion/core/protocol/policy-digest';
import { GENESIS, type StatementBody } from '@workcompanion/core/protocol/statement';
import { addSegmentToSpans } from '@workcompanion/db/queries/add-segment-to-spans';
import { DEFAULT_NOTICE } from '@workcompanion/db/queries/default-notice';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { devices } from '@workcompanion/db/schema/devices';
import { gaps } from '@workcompanion/db/schema/gaps';
import { journalDamages } from '@workcompanion/db/schema/journal-damages';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { policies } from '@workcompanion/db/schema/policies';
import { recordings } from '@workcompanion/db/schema/recordings';
import { segments } from '@workcompanion/db/schema/segments';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { eq } from 'drizzle-orm';
import type { WorkerContext } from '../../job.ts';
import { drawSegment, FRAMES_PER_SECOND, HEIGHT, WIDTH } from './drawn-footage.ts';

const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;

export interface DrawnRecording {
  readonly display: string;
  /** UTC ms. */
  readonly startMs: number;
  readonly segments: number;
  readonly segmentSeconds: number;
  /** Where the bytes are put; hot unless said otherwise. */
  readonly place?: 'hot' | 'archive';
  /** How many of them are as recorders made them before segments had keys of their own. */
  readonly oldSegments?: number;
  /** Each segment, when it is not to be drawn. */
  readonly footage?: {
    readonly plain: Buffer;
    readonly frames: number;
    readonly width: number;
    readonly height: number;
  };
}

/** A device whose screens are drawn: statements, receipts, bytes and rows as ingest leaves them. */
export class DrawnRecorder {
  readonly id: DeviceId;
  readonly #ctx: WorkerContext;
  readonly #deviceKey: Ed25519PrivateJwk;
  readonly #serverKey: Ed25519PrivateJwk;
  #index = 0;
  #prev: string = GENESIS;

  private constructor(
    ctx: WorkerContext,
    id: DeviceId,
    keys: { readonly device: Ed25519PrivateJwk; readonly server: Ed25519PrivateJwk },
  ) {
    this.#ctx = ctx;
    this.id = id;
    this.#deviceKey = keys.device;
    this.#serverKey = keys.server;
  }

  /** A device of a new person, or of the one who has another device. */
  static async enrol(
    ctx: WorkerContext,
    server: Ed25519PrivateJwk,
    other?: DrawnRecorder,
  ): Promise<DrawnRecorder> {
    const { publicKey, privateKey } = await generateSigningKeyPair();
    const [known] = await ctx.db
      .select({ personId: devices.personId, host: devices.host })
      .from(devices)
      .where(eq(devices.id, other?.id ?? newId(DeviceId)));
    const id = await insertDevice(ctx.db, {
      ...(known && { ...known, host: { ...known.host, hostname: 'laptop-3' } }),
      publicKey,
    });
    return new DrawnRecorder(ctx, id, { device: privateKey, server });
  }

  /** As a recorder begins: the notice, the policy, and what it has seen of the server. */
  async begin(atMs: number): Promise<void> {
    const textSha256 = createHash('sha256').update(DEFAULT_NOTICE.en, 'utf8').digest('hex');
    await this.tell(atMs, {
      kind: 'notice-acknowledged',
      noticeVersion: 1,
      textSha256,
      locale: 'en',
      userName: 'lin.wei',
    });
    const [first] = await this.#ctx.db
      .select({ body: policies.body })
      .from(policies)
      .where(eq(policies.version, 1));
    if (first === undefined) throw new Error('no policy');
    const policySha256 = policyDigest(first.body);
    await this.tell(atMs, { kind: 'policy-applied', policyVersion: 1, policySha256 });
  }

  /** An entry that is stated, and comes nowhere. */
  async lose(atMs: number): Promise<number> {
    return (await this.#state(atMs, { kind: 'policy-applied', policyVersion: 1 })).index;
  }

  /** The journal was damaged: these entries will never come. */
  async damage(atMs: number, lost: { first: number; last: number }[]): Promise<number> {
    const damage = { cause: 'unreadable', lost, saved: 0, keptAs: null } as const;
    const index = await this.tell(atMs, { kind: 'journal-damaged', ...damage });
    await this.#ctx.db.insert(journalDamages).values({
      deviceId: this.id,
      index,
      statedAt: atMs * 1000,
      ...damage,
    });
    return index;
  }

  async record(wish: DrawnRecording): Promise<RecordingId> {
    const { display, startMs, segmentSeconds } = wish;
    const recording = newId(RecordingId, startMs);
    const { width, height } = wish.footage ?? { width: WIDTH, height: HEIGHT };
    const geometry = { width, height, x: 0, y: 0 };
    const encoder = { encoder: 'libx264', policyVersion: 1 };
    const [{ host } = { host: null }] = await this.#ctx.db
      .select({ host: devices.host })
      .from(devices)
      .where(eq(devices.id, this.id));
    if (host === null) throw new Error('no such device');
    await this.tell(startMs, {
      kind: 'recording-started',
      recording,
      display,
      geometry,
      host,
      serverKey: await keyThumbprint(this.#serverKey),
      ...encoder,
      framesPerSecond: FRAMES_PER_SECOND,
    });
    await this.#ctx.db.insert(recordings).values({
      id: recording,
      deviceId: this.id,
      display,
      geometry,
      startedAt: startMs * 1000,
    });
    const key = await this.#keyOf(startMs * 1000);
    for (let sequence = 0; sequence < wish.segments; sequence += 1) {
      await this.#segment(wish, { recording, sequence, key });
    }
    const endMs = startMs + wish.segments * segmentSeconds * 1000;
    await this.tell(endMs, {
      kind: 'recording-ended',
      recording,
      display,
      end: endMs * 1000,
      segments: wish.segments,
      reason: 'paused',
    });
    await this.#ctx.db
      .update(recordings)
      .set({ endedAt: endMs * 1000 })
      .where(eq(recordings.id, recording));
    return recording;
  }

  async gap(cause: GapCause, fromMs: number, toMs: number, note: string | null): Promise<void> {
    const [id, from, to] = [newId(GapId, fromMs), fromMs * 1000, toMs * 1000];
    await this.tell(toMs, { kind: 'gap', gap: id, display: null, cause, from, to, note });
    await this.#ctx.db
      .insert(gaps)
      .values({ id, deviceId: this.id, display: null, cause, startsAt: from, endsAt: to, note });
  }

  async tell(atMs: number, body: StatementBody): Promise<number> {
    const { index, prev, jws, hash } = await this.#state(atMs, body);
    const receivedAt = atMs * 1000 + SECOND;
    const receipt = { v: 1 as const, device: this.id, index, statement: hash, receivedAt };
    await this.#ctx.db.insert(journalEntries).values({
      deviceId: this.id,
      index,
      recordedAt: atMs * 1000,
      receivedAt,
      kind: body.kind,
      hash: Buffer.from(hash, 'base64url'),
      prev: Buffer.from(prev, 'base64url'),
      statement: jws,
      receipt: await signReceipt(receipt, this.#serverKey),
    });
    return index;
  }

  async #state(atMs: number, body: StatementBody) {
    const [index, prev] = [this.#index, this.#prev];
    const jws = await signStatement(
      {
        ...body,
        v: 1,
        device: this.id,
        index,
        prev,
        at: atMs * 1000,
        monotonic: atMs * 1000,
        clockOffset: 0,
      },
      this.#deviceKey,
    );
    readStatement(jws);
    const hash = statementHash(jws);
    this.#index += 1;
    this.#prev = hash;
    return { index, prev, jws, hash };
  }

  async #keyOf(micros: number): Promise<{ readonly id: KeyId; readonly secret: Buffer }> {
    const windowFrom = Math.floor(micros / DAY) * DAY - DAY;
    const id = newId(KeyId, windowFrom / 1000);
    const secret = randomBytes(16);
    await this.#ctx.db.insert(dataKeys).values({
      id,
      deviceId: this.id,
      windowFrom,
      windowTo: windowFrom + 3 * DAY,
      wrapped: wrapKey(this.#ctx.masterKey, secret, id),
      origin: 'deposited',
      createdAt: windowFrom,
    });
    return { id, secret };
  }

  async #segment(
    { display, startMs, segmentSeconds, place = 'hot', oldSegments = 0, footage }: DrawnRecording,
    at: { recording: RecordingId; sequence: number; key: { id: KeyId; secret: Buffer } },
  ): Promise<void> {
    const { recording, sequence, key } = at;
    const beginsMs = startMs + sequence * segmentSeconds * 1000;
    const frames = footage?.frames ?? segmentSeconds * FRAMES_PER_SECOND;
    const plain = footage?.plain ?? (await drawSegment(beginsMs, frames));
    const iv = randomBytes(16).toString('hex');
    const id = newId(SegmentId, beginsMs);
    const hasOwnKey = sequence >= oldSegments;
    const opens = segmentKeyOf(key.secret, { id, iv, hasOwnKey });
    const encryptor = new SegmentEncryptor(opens.key, opens.iv);
    const ciphertext = Buffer.concat([encryptor.update(plain), encryptor.tail()]);
    const digest = new SegmentDigest();
    digest.update(ciphertext);
    const { bytes, md5, sha256, crc64 } = digest.finish();
    const start = beginsMs * 1000;
    const duration = segmentSeconds * SECOND;
    const journalIndex = await this.tell(beginsMs + segmentSeconds * 1000, {
      kind: 'segment',
      segment: id,
      recording,
      display,
      sequence,
      start,
      duration,
      frames,
      bytes,
      md5,
      sha256,
      keyId: key.id,
      iv,
      encoder: 'libx264',
      policyVersion: 1,
      recovered: false,
      ...(hasOwnKey && { keyDerivation: 'hkdf-sha256-v1' }),
    });
    const store = place === 'hot' ? this.#ctx.hot : this.#ctx.archive;
    const keyed = { id, deviceId: this.id, startsAt: start, sha256, hasDigestInKey: true };
    await store?.put(segmentObjectKey(keyed), once(ciphertext), { size: bytes, crc64 });
    await this.#ctx.db.transaction(async (tx) => {
      await tx.insert(segments).values({
        ...keyed,
        hasOwnKey,
        recordingId: recording,
        keyId: key.id,
        duration,
        crc64,
        journalIndex,
        sequence,
        frames,
        bytes,
        md5,
        plainBytes: plain.length,
        iv,
        state: place === 'hot' ? 'hot' : 'cold',
      });
      await addSegmentToSpans(tx, {
        recordingId: recording,
        deviceId: this.id,
        display,
        sequence,
        startsAt: start,
        duration,
        bytes,
      });
    });
  }
}

async function* once(body: Buffer): AsyncGenerator<Uint8Array> {
  yield body;
}
