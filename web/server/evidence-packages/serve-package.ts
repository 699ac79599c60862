import type { ByteRange } from '@workcompanion/core/storage/blob-store';
import type { Call } from '../http/call.ts';
import { rangeOf } from '../playback/range-of.ts';
import type { ServedFile } from './file-reply.ts';
import { type MadePackage, openPackageFile, type PackageContext } from './open-package-file.ts';

export interface FileWish {
  /** The `Range` header. */
  readonly range: string | null;
  /** The `If-Range` header. */
  readonly ifRange: string | null;
  /** HEAD: nothing is opened, and nothing told. */
  readonly headOnly: boolean;
}

export interface Serving {
  readonly wish: FileWish;
  /** Before the first byte is read; null range: the whole. */
  readonly tell: (range: ByteRange | null) => Promise<void>;
}

/**
 * The zip as it is downloaded; its digest is its tag. Each request that is answered with bytes is told,
 * also one for a part: nobody takes a package piece by piece unseen. Throws `range-not-satisfiable`.
 */
export async function servePackage(
  ctx: PackageContext,
  made: MadePackage,
  { wish, tell }: Serving,
): Promise<ServedFile> {
  const etag = `"${made.sha256}"`;
  const isCurrent = wish.ifRange === null || wish.ifRange === etag;
  const range = isCurrent ? rangeOf(wish.range, made.bytes) : null;
  if (!wish.headOnly) await tell(range);
  return {
    etag,
    range,
    size: made.bytes,
    type: 'application/zip',
    name: `evidence-${made.id}.zip`,
    content: wish.headOnly ? null : await openPackageFile(ctx, made, range ?? undefined),
  };
}

/** What a GET or HEAD asks of a file. */
export function fileWish(call: Call): FileWish {
  return {
    range: call.header('range'),
    ifRange: call.header('if-range'),
    headOnly: call.method === 'HEAD',
  };
}
