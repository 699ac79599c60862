import { AppError } from '@workcompanion/core/errors';
import { SegmentId } from '@workcompanion/core/ids';
import { STATEMENT_HEADER, UPLOAD_OFFSET_HEADER } from '@workcompanion/core/protocol/routes';
import type { Call } from '../http/call.ts';
import { parseInput } from '../http/json-body.ts';

/** A segment, or the rest of one, as it comes over the wire. */
export interface SegmentUpload {
  readonly id: SegmentId;
  /** Compact JWS. */
  readonly statement: string;
  /** How much of the segment precedes this body. */
  readonly offset: number;
  /** Bytes of this body. */
  readonly contentLength: number;
  /** Lower-case hex; of this body. */
  readonly contentMd5: string | null;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Throws `invalid-input`, `statement-invalid`, `length-required`, `invalid-digest-header`. */
export function segmentUpload(call: Call): SegmentUpload {
  const statement = call.header(STATEMENT_HEADER);
  if (statement === null) {
    throw new AppError('statement-invalid', `The header ${STATEMENT_HEADER} is missing.`);
  }
  return {
    id: parseInput(SegmentId, call.params['id']),
    statement,
    offset: wholeNumber(call.header(UPLOAD_OFFSET_HEADER) ?? '0', UPLOAD_OFFSET_HEADER),
    contentLength: contentLength(call),
    contentMd5: contentMd5(call),
    body: call.body,
  };
}

function contentLength(call: Call): number {
  const value = call.header('content-length');
  if (value === null) throw new AppError('length-required', 'Content-Length is required.');
  return wholeNumber(value, 'content-length');
}

function wholeNumber(value: string, header: string): number {
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw new AppError('invalid-input', `The header ${header} is no whole number.`);
}

/** RFC 1864: "the MD5 digest … encoded using base64", 16 bytes in 24 characters. */
function contentMd5(call: Call): string | null {
  const value = call.header('content-md5');
  if (value === null) return null;
  if (!/^[A-Za-z0-9+/]{21}[AQgw]==$/.test(value.trim())) {
    throw new AppError('invalid-digest-header', 'Content-MD5 is no MD5 in base64 (RFC 1864).');
  }
  return Buffer.from(value.trim(), 'base64').toString('hex');
}
