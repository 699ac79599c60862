import type { ByteRange } from '@workcompanion/core/storage/blob-store';
import type { Call } from '../http/call.ts';
import { localDayOf } from '../people/local-day.ts';
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

/** What a file is named after. */
interface PackageSubject {
  readonly caseTitle: string;
  /** UTC µs, and the zone of the person whose day it is. */
  readonly from: number;
  readonly timeZone: string;
}

export interface Serving {
  readonly about: PackageSubject;
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
  { about, wish, tell }: Serving,
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
    name: packageName(about),
    content: wish.headOnly ? null : await openPackageFile(ctx, made, range ?? undefined),
  };
}

/** Not in names of files, on one system or another. */
const UNFIT = /[\p{C}\s\\/:*?"<>|%]+/gu;
const LONGEST_TITLE = 80;

/** "Invoice-4711-2026-11-24.zip" */
function packageName({ caseTitle, from, timeZone }: PackageSubject): string {
  const title = caseTitle.replace(UNFIT, '-').slice(0, LONGEST_TITLE);
  return `${title}-${localDayOf(from, timeZone).date}.zip`;
}

/** What a GET or HEAD asks of a file. */
export function fileWish(call: Call): FileWish {
  return {
    range: call.header('range'),
    ifRange: call.header('if-range'),
    headOnly: call.method === 'HEAD',
  };
}
