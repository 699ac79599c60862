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
      ...(name !== null && { 'content-disposition': attachment(name) }),
      ...(range && { 'content-range': `bytes ${start}-${end - 1}/${size}` }),
    },
    body: content,
  };
}

/** RFC 6266: what is beyond ASCII is told encoded, and replaced for who does not read that. */
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const beyond = plain === name ? '' : `; filename*=UTF-8''${encoded}`;
  return `attachment; filename="${plain}"${beyond}`;
}
