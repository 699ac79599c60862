import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { SegmentDigest } from '@workcompanion/core/crypto/segment-digest';
import { readStatement } from '@workcompanion/core/crypto/statement';
import { AppError } from '@workcompanion/core/errors';
import { isMissing } from '@workcompanion/core/files/system-error';
import type { KeyId } from '@workcompanion/core/ids';
import { RESUMABLE_BYTES } from '@workcompanion/core/protocol/routes';
import { RequestFailure } from '../device/request-failure.ts';
import type { ServerClient } from '../device/server-client.ts';
import type { QueuedEntry } from '../journal/upload-queue.ts';
import type { RateLimiter } from './rate-cap.ts';
import { receiptOf } from './receipt-check.ts';

const READ_BYTES = 256 * 1024;

export interface SegmentSender {
  readonly folder: string;
  readonly client: ServerClient;
  readonly rate: RateLimiter;
}

/** Codes of the recorder for entries that can never be sent; heartbeats report them like the server's codes. */
type LocalDamage = 'file-missing' | 'file-damaged';

/** Streams a segment to the server, continuing an earlier attempt. Returns the receipt. */
export async function sendSegment(
  { folder, client, rate }: SegmentSender,
  entry: QueuedEntry,
  signal: AbortSignal,
): Promise<string> {
  const statement = segmentStatement(entry);
  const path = join(folder, entry.file ?? '');
  const size = await sizeOf(path);
  if (size === null) return await sendStatement(client, entry.statement);
  if (size !== statement.bytes) throw damaged('file-damaged');
  const resumes = entry.attempts > 0 && statement.bytes > RESUMABLE_BYTES;
  const sent = { segment: statement.segment, statement: entry.statement };
  const offset = resumes ? await client.segmentOffset(sent, signal) : 0;
  const upload = {
    ...sent,
    offset: Math.min(offset, statement.bytes),
    contentLength: Math.max(0, statement.bytes - offset),
    contentMd5: Buffer.from(statement.md5, 'hex').toString('base64'),
    body: body(path, offset, rate),
  };
  try {
    return await client.putSegment(upload, signal);
  } catch (error) {
    upload.body.destroy();
    if (!isDigestMismatch(error)) throw error;
    throw (await isWhole(path, statement.sha256)) ? error : damaged('file-damaged');
  }
}

function body(path: string, offset: number, rate: RateLimiter): Readable {
  const file = createReadStream(path, { start: offset, highWaterMark: READ_BYTES });
  return pipeline(file, rate.stream(), () => {});
}

function segmentStatement({ statement, index }: QueuedEntry) {
  const read = readStatement(statement);
  if (read.kind === 'segment') return read;
  throw new AppError('internal', `entry ${index} is no segment`);
}

function isDigestMismatch(error: unknown): boolean {
  return error instanceof RequestFailure && error.code === 'digest-mismatch';
}

async function isWhole(path: string, sha256: string): Promise<boolean> {
  const digest = new SegmentDigest();
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
    digest.update(chunk);
  }
  return digest.finish().sha256 === sha256;
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Sends the statement alone when the file is gone: the server holds the file, or learns that it is lost. */
export async function sendStatement(client: ServerClient, statement: string): Promise<string> {
  const [result] = await client.sendJournal([statement]);
  try {
    return receiptOf(result);
  } catch (error) {
    const takesNone = error instanceof RequestFailure && error.code === 'statement-mismatch';
    throw takesNone ? damaged('file-missing') : error;
  }
}

export function damaged(code: LocalDamage): RequestFailure {
  const message = 'the file on this disk is not what was recorded';
  return new RequestFailure(code, message, { retryable: false });
}

export interface KeylessSender {
  readonly client: ServerClient;
  /** Deposits a key again; false when it is neither here nor queued. */
  readonly giveBackKey: (keyId: KeyId) => Promise<boolean>;
}

/**
 * Called after a file was refused with `problem`. A server that was restored from a backup does not know
 * the keys that it issued since: a key that is still here is deposited again, and the segment waits for
 * that. If the key is gone, the statement is sent alone, so that the server can name what is lost.
 */
export async function sendWithoutKey(
  { client, giveBackKey }: KeylessSender,
  { statement: jws }: QueuedEntry,
  problem: unknown,
): Promise<string> {
  const statement = readStatement(jws);
  const isKeyless = problem instanceof RequestFailure && problem.code === 'unknown-key';
  if (!isKeyless || !('keyId' in statement)) throw problem;
  if (await giveBackKey(statement.keyId)) throw problem;
  try {
    const [result] = await client.sendJournal([jws], [statement.keyId]);
    return receiptOf(result);
  } catch (error) {
    // A server that was not restored takes nothing without its bytes: the key may still arrive.
    const takesNone = error instanceof RequestFailure && error.code === 'statement-mismatch';
    throw takesNone ? problem : error;
  }
}
