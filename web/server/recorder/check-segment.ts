import { AppError } from '@workcompanion/core/errors';
import { idTimeMs } from '@workcompanion/core/ids';
import { MAX_SEGMENT_BYTES } from '@workcompanion/core/protocol/routes';
import type { SegmentRecorded, Statement } from '@workcompanion/core/protocol/statement';
import type { DataKey } from '@workcompanion/db/keys/read-data-key';
import type { z } from 'zod';
import type { SegmentUpload } from './segment-upload.ts';

export type SegmentStatement = z.infer<typeof SegmentRecorded>;

const CIPHER_BLOCK_BYTES = 16;

/**
 * Whether statement, address and headers tell of the same segment: all that can be known before the
 * body is read. Throws `statement-mismatch`, `statement-invalid`, `body-too-large`,
 * `invalid-digest-header`.
 */
export function describedSegment(
  statement: Statement,
  upload: Omit<SegmentUpload, 'body'>,
): SegmentStatement {
  if (statement.kind !== 'segment') throw mismatch(`it tells of "${statement.kind}"`);
  const { segment, bytes, md5 } = statement;
  if (segment !== upload.id) throw mismatch(`it tells of segment ${segment}`);
  if (upload.contentLength > MAX_SEGMENT_BYTES) throw tooLarge();
  assertSound(statement);
  if (upload.offset + upload.contentLength !== bytes) {
    throw mismatch(`it tells of ${bytes} bytes`);
  }
  if (upload.offset === 0) assertDigestHeader(upload, md5);
  return statement;
}

/** What holds of a segment whatever request tells of it. Throws as above. */
export function assertSound({ segment, start, bytes }: SegmentStatement): void {
  if (Math.abs(idTimeMs(segment) - start / 1000) > 1) {
    throw mismatch('the time in the segment id is not that of its start');
  }
  if (bytes > MAX_SEGMENT_BYTES) throw tooLarge();
  if (bytes % CIPHER_BLOCK_BYTES === 0) return;
  throw new AppError('statement-invalid', 'AES-CBC ciphertext comes in whole blocks of 16 bytes.');
}

function tooLarge(): AppError {
  return new AppError('body-too-large', `A segment has at most ${MAX_SEGMENT_BYTES} bytes.`);
}

/** Throws `unknown-key` or `key-window-mismatch`. A segment begun before a window ends may run over. */
export function assertKeyFits(statement: SegmentStatement, key: DataKey | null): DataKey {
  const { keyId, start, duration, device } = statement;
  if (key?.device !== device) {
    throw new AppError('unknown-key', `Key ${keyId} is not known: deposit it first.`);
  }
  const { from, to } = key.window;
  if (start < from - duration || start >= to + duration) {
    throw new AppError('key-window-mismatch', `Key ${keyId} is not for the time of this segment.`);
  }
  return key;
}

function assertDigestHeader(upload: Omit<SegmentUpload, 'body'>, md5: string): void {
  if (upload.contentMd5 === null) {
    throw new AppError('invalid-digest-header', 'Content-MD5 is required with a whole segment.');
  }
  if (upload.contentMd5 !== md5) throw mismatch('its MD5 is not the one of Content-MD5');
}

function mismatch(why: string): AppError {
  return new AppError('statement-mismatch', `The statement does not fit the request: ${why}.`);
}
