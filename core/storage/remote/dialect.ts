import type { IncomingHttpHeaders } from 'node:http';
import type { BlobEntry } from '../blob-store.ts';
import type { RestoreTier } from '../restorable.ts';
import type { PutCondition, RemoteStat } from './conditional-put.ts';

/** OpenStack Swift takes no longer value of metadata, unless its operator allows it. */
const PIECE_CHARACTERS = 256;

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

type Prefix = Dialect['prefix'];

/** A statement as metadata of a blob, in as many values as it needs. */
export function statementHeaders(prefix: Prefix, statement: string): Record<string, string> {
  const count = Math.ceil(statement.length / PIECE_CHARACTERS);
  const pieces = Array.from({ length: count }, (_, piece) => {
    const start = piece * PIECE_CHARACTERS;
    return [nameOf(prefix, piece), statement.slice(start, start + PIECE_CHARACTERS)];
  });
  return Object.fromEntries(pieces);
}

/** The statement that was kept beside a blob; null for a blob without one. */
function readStatementHeaders(prefix: Prefix, headers: IncomingHttpHeaders): string | null {
  let statement = '';
  for (let piece = 0; ; piece += 1) {
    const value = headers[nameOf(prefix, piece)];
    if (value === undefined) return statement || null;
    statement += String(value);
  }
}

function nameOf(prefix: Prefix, piece: number): string {
  return piece === 0 ? `${prefix}meta-statement` : `${prefix}meta-statement-${piece}`;
}
