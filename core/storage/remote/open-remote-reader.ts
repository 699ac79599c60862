import type { Readable } from 'node:stream';
import { AppError } from '../../errors.ts';
import type { BlobReader, ByteRange } from '../blob-store.ts';
import { checkedRange } from '../checked-range.ts';
import { RemoteReader } from './remote-reader.ts';

export interface DownloadAnswer {
  readonly host: string;
  readonly content: Readable;
  /** `Content-Length` and `Content-Range` as they came. */
  readonly contentLength: number;
  readonly contentRange: string | undefined;
  /** Of the whole blob, if the store has it. */
  readonly crc64: string | null;
  readonly idleMs: number;
}

/** Makes a reader of the answer to a download. What can't be one is let go. */
export function openRemoteReader(answer: DownloadAnswer, range: ByteRange | undefined): BlobReader {
  const { host, content, contentLength, idleMs } = answer;
  try {
    const size = range === undefined ? contentLength : wholeSize(answer.contentRange);
    const { start, end } = checkedRange(size, range);
    if (end - start !== contentLength) throw unasked(host);
    const crc64 = range === undefined ? answer.crc64 : null;
    return new RemoteReader({ host, content, size, length: contentLength, crc64, idleMs });
  } catch (error) {
    content.on('error', () => undefined).destroy();
    throw error;
  }
}

/** "bytes 0-9/100": a store that ignores `Range` has no such header. */
function wholeSize(contentRange: string | undefined): number {
  const size = Number(/\/(\d+)$/.exec(contentRange ?? '')?.[1] ?? Number.NaN);
  if (Number.isNaN(size)) throw unasked('the store');
  return size;
}

function unasked(host: string): AppError {
  return new AppError('unavailable', `${host} sent another stretch than was asked for`);
}
