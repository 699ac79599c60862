import type { IncomingHttpHeaders } from 'node:http';
import type { BlobEntry } from '../blob-store.ts';
import type { RestoreTier } from '../restorable.ts';
import type { PutCondition, RemoteStat } from './conditional-put.ts';
import { readStatementHeaders } from './statement-headers.ts';

/** How requests are signed: AWS's scheme, or the one that TOS derived from it. */
export interface SigningScheme {
  readonly algorithm: string;
  /** Stands before the secret where the key of a day is derived. */
  readonly keyPrefix: string;
  readonly service: string;
  readonly terminator: string;
}

/** Where a bucket is reached. */
export interface BucketAddress {
  /** "https://host:port". */
  readonly origin: string;
  readonly host: string;
  /** Before a key. */
  readonly path: string;
}

export interface ListPage {
  readonly entries: readonly BlobEntry[];
  /** Where the list goes on; null at its end. */
  readonly next: string | null;
}

/** What differs between the kinds of object stores, and nothing else. */
export interface Dialect {
  readonly name: 'S3' | 'TOS';
  /** What the store's own headers begin with, in small letters. */
  readonly prefix: 'x-amz-' | 'x-tos-';
  readonly signing: SigningScheme;
  /** Which sum the store itself reckons of what it took, and tells in its answer to a put. */
  readonly ownSum: 'md5' | 'crc64';
  /** Classes whose blobs must be restored before they can be read. */
  readonly frozenClasses: ReadonlySet<string>;
  conditionHeaders(condition: PutCondition): Readonly<Record<string, string>>;
  /** By `ownSum`; null where the store doesn't tell it. */
  sumOf(headers: IncomingHttpHeaders): string | null;
  statOf(headers: IncomingHttpHeaders): RemoteStat;
  /** The CRC64 by which a download of the whole is checked. */
  downloadSumOf(headers: IncomingHttpHeaders): string | null;
  /** The store's own code ("NoSuchKey") in the body of a refusal. */
  reasonOf(body: string): string | null;
  listPageOf(body: string): ListPage;
  /** Media type of request bodies that are no blob. */
  readonly bodyType: string;
  restoreBody(wish: { readonly days: number; readonly tier: RestoreTier }): string;
}

/** What all stores tell alike. */
export function commonFacts(
  headers: IncomingHttpHeaders,
  prefix: Dialect['prefix'],
): Pick<RemoteStat, 'writtenAtMs' | 'storageClass' | 'statement'> {
  return {
    writtenAtMs: Date.parse(headers['last-modified'] ?? ''),
    statement: readStatementHeaders(prefix, headers),
    storageClass: String(headers[`${prefix}storage-class`] ?? '') || null,
  };
}
