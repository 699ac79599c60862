import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { decryptSegment } from '@workcompanion/core/crypto/decrypt-segment';
import { type EncryptedSegment, segmentKeyOf } from '@workcompanion/core/crypto/segment-key';
import { isAppError } from '@workcompanion/core/errors';
import { type KeyedSegment, segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { BlobReader, BlobStore } from '@workcompanion/core/storage/blob-store';
import type { Db } from '@workcompanion/db/client';
import { readDataKey } from '@workcompanion/db/keys/read-data-key';
import type { CheckOutcome } from '@workcompanion/db/schema/integrity-runs';
import type { segments } from '@workcompanion/db/schema/segments';

export type SampledSegment = KeyedSegment &
  EncryptedSegment &
  Pick<typeof segments.$inferSelect, 'bytes' | 'keyId'>;

export interface PlayContext {
  readonly db: Db;
  readonly masterKey: Buffer;
  readonly archive: BlobStore;
  /** Program name or path. */
  readonly ffmpeg: string;
}

export interface Played {
  readonly outcome: CheckOutcome;
  /** Read from the archive. */
  readonly bytes: number;
}

/**
 * Reads an archived object to its end, once: are these the bytes that the device signed, do they
 * decrypt, and is there a picture. Memory stays at some pieces. Throws what the store throws, but for
 * a missing object: then nothing is known of it.
 */
export async function playObject(ctx: PlayContext, segment: SampledSegment): Promise<Played> {
  const reader = await openObject(ctx.archive, segment);
  if (reader === null) return { outcome: 'missing', bytes: 0 };
  try {
    const dataKey = await readDataKey(ctx.db, ctx.masterKey, segment.keyId);
    if (dataKey === null) return { outcome: 'keyless', bytes: 0 };
    const sum = { hash: createHash('sha256'), bytes: 0 };
    const key = segmentKeyOf(dataKey.key, segment);
    const hasPicture = await decode(ctx, decryptSegment(summed(reader, sum), key));
    const isSame = sum.bytes === segment.bytes && sum.hash.digest('hex') === segment.sha256;
    const outcome = isSame ? (hasPicture ? 'playable' : 'unplayable') : 'damaged';
    return { outcome, bytes: sum.bytes };
  } finally {
    await reader.close();
  }
}

async function openObject(archive: BlobStore, segment: SampledSegment): Promise<BlobReader | null> {
  try {
    return await archive.read(segmentObjectKey(segment));
  } catch (error) {
    if (isAppError(error, 'blob-missing')) return null;
    throw error;
  }
}

async function decode({ ffmpeg }: PlayContext, plain: AsyncIterable<Uint8Array>): Promise<boolean> {
  const probe = new FrameProbe(ffmpeg);
  try {
    for await (const piece of plain) await probe.write(piece);
  } catch (error) {
    await probe.abandon();
    throw error;
  }
  return await probe.finish();
}

async function* summed(
  reader: BlobReader,
  sum: { readonly hash: Hash; bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of reader.chunks()) {
    sum.hash.update(chunk);
    sum.bytes += chunk.length;
    yield chunk;
  }
}

const TIMEOUT_MS = 60_000;
/** One pixel is proof enough that there was a picture. */
const ARGS =
  '-hide_banner -loglevel quiet -nostdin -threads 1 -f mpegts -i pipe:0 -frames:v 1 -vf scale=1:1 -pix_fmt gray -threads 1 -f rawvideo pipe:1';

/** Decodes the first frame of a stream that is written to it; what follows costs nothing. */
class FrameProbe {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #closed: Promise<unknown>;
  #pixels = 0;
  #wantsMore = true;

  constructor(ffmpeg: string) {
    this.#child = spawn(ffmpeg, ARGS.split(' '), {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
    });
    this.#closed = once(this.#child, 'close');
    // Heard of by `finish`; until then it is no unhandled rejection.
    this.#closed.catch(() => {});
    this.#child.stdout.on('data', (pixels: Buffer) => {
      this.#pixels += pixels.length;
    });
    // It reads no further once it has its frame.
    this.#child.stdin.on('error', () => this.#stop());
    this.#child.on('close', () => this.#stop());
  }

  async write(piece: Uint8Array): Promise<void> {
    const { stdin } = this.#child;
    if (!this.#wantsMore || stdin.write(piece)) return;
    await Promise.race([once(stdin, 'drain'), once(stdin, 'close'), this.#closed]).catch(() => {});
  }

  /** Whether there was a picture. Throws when ffmpeg can't be run. */
  async finish(): Promise<boolean> {
    this.#child.stdin.end();
    await this.#closed;
    return this.#pixels > 0;
  }

  /** The stream broke off: nothing is asked of it any more. */
  async abandon(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#closed.catch(() => {});
  }

  #stop(): void {
    this.#wantsMore = false;
  }
}
