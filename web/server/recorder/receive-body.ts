import type { FileHandle } from 'node:fs/promises';
import { SegmentDigest, type SegmentDigests } from '@workcompanion/core/crypto/segment-digest';
import { AppError, isAppError } from '@workcompanion/core/errors';
import { writeBatches } from '@workcompanion/core/storage/write-batches';
import type { SegmentStatement } from './check-segment.ts';
import { CipherEnd } from './cipher-end.ts';
import { discardIncoming, isResumable, openIncoming } from './incoming-file.ts';

export interface ReceivedBody extends SegmentDigests {
  /** The last bytes of the ciphertext. */
  readonly end: Uint8Array;
}

interface Body {
  readonly source: AsyncIterable<Uint8Array>;
  readonly offset: number;
}

/**
 * Writes a body to its incoming file, from `offset` on, and syncs it; the whole file has then the
 * length and digests stated. Throws `truncated-body`, `body-too-large`, `digest-mismatch`,
 * `storage-full`. What fails leaves no file, but for a large body whose connection broke.
 */
export async function receiveBody(
  path: string,
  segment: SegmentStatement,
  { source, offset }: Body,
): Promise<ReceivedBody> {
  const file = await openIncoming(path, offset);
  try {
    const received = await writeBody(file, segment, { source, offset });
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
  { source, offset }: Body,
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
  if (offset > 0) for await (const chunk of keptPart(file, offset)) take(chunk);
  await writeBatches(file, unlessBroken(source), take);
  return { ...digest.finish(), end: end.bytes };
}

function keptPart(file: FileHandle, bytes: number): AsyncIterable<Uint8Array> {
  return file.createReadStream({
    start: 0,
    end: bytes - 1,
    autoClose: false,
    highWaterMark: 256 * 1024,
  });
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
