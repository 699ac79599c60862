import type { ByteRange } from '@workcompanion/core/storage/blob-store';
import type { ByteSource, Reply } from '../http/reply.ts';

export interface ServedFile {
  readonly type: string;
  /** Null: shown by the browser and not saved. */
  readonly name: string | null;
  readonly etag: string;
  readonly size: number;
  /** Null: the whole. */
  readonly range: ByteRange | null;
  /** Null: only asked about (HEAD). */
  readonly content: ByteSource | null;
}

/** 200, or 206 for a range; kept in no cache. */
export function fileReply({ type, name, etag, size, range, content }: ServedFile): Reply {
  const { start, end } = range ?? { start: 0, end: size };
  return {
    status: range ? 206 : 200,
    headers: {
      'content-type': type,
      'content-length': String(end - start),
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      etag,
      ...(name !== null && { 'content-disposition': `attachment; filename="${name}"` }),
      ...(range && { 'content-range': `bytes ${start}-${end - 1}/${size}` }),
    },
    body: content,
  };
}
