import { randomBytes } from 'node:crypto';
import {
  type Ed25519PrivateJwk,
  generateSigningKeyPair,
  keyThumbprint,
} from '@workcompanion/core/crypto/key-pair';
import { SegmentDigest } from '@workcompanion/core/crypto/segment-digest';
import { SegmentEncryptor } from '@workcompanion/core/crypto/segment-encryptor';
import { segmentKeyOf } from '@workcompanion/core/crypto/segment-key';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { DeviceId, GapId, KeyId, newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import { addSegmentToSpans } from '@workcompanion/db/queries/add-segment-to-spans';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { devices } from '@workcompanion/db/schema/devices';
import { recordings } from '@workcompanion/db/schema/recordings';
import { segments } from '@workcompanion/db/schema/segments';
import { gaps } from '@workcompanion/db/schema/spans';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { eq } from 'drizzle-orm';
import type { WorkerContext } from '../../job.ts';
import { drawSegment, FRAMES_PER_SECOND, HEIGHT, WIDTH } from './drawn-footage.ts';
import { DrawnJournal } from './drawn-journal.ts';

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

/** A device whose screens are drawn: bytes and rows as ingest leaves them. */
export class DrawnRecorder extends DrawnJournal {
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

  async record(wish: DrawnRecording): Promise<RecordingId> {
    const { display, startMs, segmentSeconds } = wish;
    const recording = newId(RecordingId, startMs);
    const { width, height } = wish.footage ?? { width: WIDTH, height: HEIGHT };
    const geometry = { width, height, x: 0, y: 0 };
    const encoder = { encoder: 'libx264', policyVersion: 1 };
    const [{ host } = { host: null }] = await this.ctx.db
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
      serverKey: await keyThumbprint(this.serverKey),
      ...encoder,
      framesPerSecond: FRAMES_PER_SECOND,
    });
    await this.ctx.db.insert(recordings).values({
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
    await this.ctx.db
      .update(recordings)
      .set({ endedAt: endMs * 1000 })
      .where(eq(recordings.id, recording));
    return recording;
  }

  async gap(cause: GapCause, fromMs: number, toMs: number, note: string | null): Promise<void> {
    const [id, from, to] = [newId(GapId, fromMs), fromMs * 1000, toMs * 1000];
    await this.tell(toMs, { kind: 'gap', gap: id, display: null, cause, from, to, note });
    await this.ctx.db
      .insert(gaps)
      .values({ id, deviceId: this.id, display: null, cause, startsAt: from, endsAt: to, note });
  }

  async #keyOf(micros: number): Promise<{ readonly id: KeyId; readonly secret: Buffer }> {
    const windowFrom = Math.floor(micros / DAY) * DAY - DAY;
    const id = newId(KeyId, windowFrom / 1000);
    const secret = randomBytes(16);
    await this.ctx.db.insert(dataKeys).values({
      id,
      deviceId: this.id,
      windowFrom,
      windowTo: windowFrom + 3 * DAY,
      wrapped: wrapKey(this.ctx.masterKey, secret, id),
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
    const store = place === 'hot' ? this.ctx.hot : this.ctx.archive;
    const keyed = { id, deviceId: this.id, startsAt: start, sha256, hasDigestInKey: true };
    await store?.put(segmentObjectKey(keyed), once(ciphertext), { size: bytes, crc64 });
    await this.ctx.db.transaction(async (tx) => {
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
