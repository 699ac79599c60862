import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { rm } from 'node:fs/promises';
import { SegmentDigest, type SegmentDigests } from '@workcompanion/core/crypto/segment-digest';
import { AppError, isAppError } from '@workcompanion/core/errors';
import { systemErrorCode } from '@workcompanion/core/storage/system-error';
import { writeBatches } from '@workcompanion/core/storage/write-batches';
import type { SegmentStatement } from './check-segment.ts';
import { CipherEnd } from './cipher-end.ts';
import { discardIncoming, isResumable, type KeptPart, openIncoming } from './incoming-file.ts';

export interface ReceivedBody extends SegmentDigests {
  /** The last bytes of the ciphertext. */
  readonly end: Uint8Array;
}

interface Body {
  readonly source: AsyncIterable<Uint8Array>;
  /** What an earlier attempt has kept of it; as much of that as precedes `source`. */
  readonly kept: KeptPart | null;
}

/**
 * Writes a body to a new file of its own and syncs it; the whole file has then the length and digests
 * stated. Throws `truncated-body`, `body-too-large`, `digest-mismatch`, `upload-offset-mismatch`,
 * `storage-full`. What fails leaves no file, but for a large body whose connection broke.
 */
export async function receiveBody(
  path: string,
  segment: SegmentStatement,
  body: Body,
): Promise<ReceivedBody> {
  const file = await openIncoming(path);
  try {
    const received = await writeBody(file, segment, body);
    assertWhole(segment, received);
    // Data and length are durable; the times of the file are of no interest.
    await file.datasync();
    await file.close();
    return received;
  } catch (error) {
    await file.close();
    const goesOn = isAppError(error, 'truncated-body') && isResumable(segment);
    if (!goesOn) await discardIncoming(path);
    throw error;
  }
}

async function writeBody(
  file: FileHandle,
  segment: SegmentStatement,
  { source, kept }: Body,
): Promise<ReceivedBody> {
  const digest = new SegmentDigest();
  const end = new CipherEnd();
  const take = (chunk: Uint8Array) => {
    digest.update(chunk);
    end.push(chunk);
    if (digest.bytes <= segment.bytes) return;
    throw new AppError(
      'body-too-large',
      `The body goes on after the ${segment.bytes} bytes stated.`,
    );
  };
  const rest = unlessBroken(source);
  await writeBatches(file, kept === null ? rest : goOn(kept, rest), take);
  return { ...digest.finish(), end: end.bytes };
}

/**
 * A kept part is copied, not written on: the attempt that left it may still be at work, on another
 * node. Without its name that one can't publish it any more.
 */
async function* goOn(
  { path, bytes }: KeptPart,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { end: bytes - 1, highWaterMark: 256 * 1024 });
  } catch (cause) {
    if (systemErrorCode(cause) !== 'ENOENT') throw cause;
    throw new AppError('upload-offset-mismatch', 'Another request goes on with it.', { cause });
  }
  await rm(path, { force: true });
  yield* rest;
}

/** A connection that breaks is the sender's `truncated-body`, and no fault of the server. */
async function* unlessBroken(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (cause) {
    throw new AppError('truncated-body', 'The connection broke before the body ended.', { cause });
  }
}

function assertWhole(segment: SegmentStatement, received: ReceivedBody): void {
  if (received.bytes < segment.bytes) {
    throw new AppError(
      'truncated-body',
      `The body ended after ${received.bytes} of ${segment.bytes} bytes.`,
    );
  }
  if (received.md5 === segment.md5 && received.sha256 === segment.sha256) return;
  throw new AppError('digest-mismatch', 'The bytes received are not the ones that were signed.');
}
