import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { type BucketAddress, commonFacts, type Dialect } from './dialect.ts';
import { type BucketFacts, RemoteStore } from './remote-store.ts';

/** Classes to store into; those that must be restored before a read are in `frozenClasses`. */
export const TOS_CLASSES = [
  'STANDARD',
  'IA',
  'ARCHIVE_FR',
  'INTELLIGENT_TIERING',
  'ARCHIVE',
  'COLD_ARCHIVE',
  'DEEP_COLD_ARCHIVE',
] as const;
export type TosStorageClass = (typeof TOS_CLASSES)[number];

export interface TosStoreOptions extends BucketFacts {
  /** Host, and port if it is another than usual; no scheme. One that begins with a digit is addressed path-style. */
  readonly endpoint: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    /** With temporary credentials. */
    readonly stsToken?: string;
  };
  readonly storageClass?: TosStorageClass;
  /** TLS; true if not given. */
  readonly secure?: boolean;
}

/** Blobs in a bucket of Volcengine TOS. */
export class TosStore extends RemoteStore {
  constructor(options: TosStoreOptions) {
    const { stsToken, ...credentials } = options.credentials;
    super(TOS, {
      ...options,
      credentials: { ...credentials, sessionToken: stsToken },
      address: tosAddress(options),
    });
  }
}

const ListAnswer = z.object({
  IsTruncated: z.boolean(),
  NextContinuationToken: z.string().optional(),
  Contents: z
    .array(z.object({ Key: z.string(), Size: z.number(), HashCrc64ecma: z.string().optional() }))
    .default([]),
});

export const TOS: Dialect = {
  name: 'TOS',
  prefix: 'x-tos-',
  signing: {
    algorithm: 'TOS4-HMAC-SHA256',
    keyPrefix: '',
    service: 'tos',
    terminator: 'request',
  },
  ownSum: 'crc64',
  frozenClasses: new Set(['ARCHIVE', 'COLD_ARCHIVE', 'DEEP_COLD_ARCHIVE']),
  conditionHeaders: (condition) =>
    condition.kind === 'absent'
      ? { 'x-tos-forbid-overwrite': 'true' }
      : { 'if-match': condition.etag },
  // Objects older than the service's sums have none.
  sumOf,
  downloadSumOf: sumOf,
  statOf: (headers) => ({
    size: Number(headers['content-length']),
    crc64: sumOf(headers),
    etag: headers.etag ?? '',
    isProved: true,
    md5: null,
    ...commonFacts(headers, 'x-tos-'),
  }),
  reasonOf: (body) => /"Code"\s*:\s*"(\w+)"/.exec(body)?.[1] ?? null,
  listPageOf: (body) => {
    const page = ListAnswer.parse(JSON.parse(body));
    const next = page.IsTruncated ? (page.NextContinuationToken ?? '') : null;
    if (next === '') {
      throw new AppError('unavailable', 'TOS cut a list off without saying where it goes on');
    }
    const entries = page.Contents.map(({ Key, Size, HashCrc64ecma }) => ({
      key: Key,
      size: Size,
      ...(HashCrc64ecma && { crc64: HashCrc64ecma }),
    }));
    return { entries, next };
  },
  bodyType: 'application/json',
  restoreBody: ({ days, tier }) =>
    JSON.stringify({ Days: days, RestoreJobParameters: { Tier: TIERS[tier] } }),
};

const TIERS = { expedited: 'Expedited', standard: 'Standard', bulk: 'Bulk' } as const;

function sumOf(headers: IncomingHttpHeaders): string | null {
  return String(headers['x-tos-hash-crc64ecma'] ?? '') || null;
}

const BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** A bucket is a part of the host's name, but for a host that is an address and has no name. */
export function tosAddress({ endpoint, bucket, secure }: TosStoreOptions): BucketAddress {
  if (!BUCKET.test(bucket)) throw new AppError('invalid-input', 'no name of a TOS bucket');
  const isAddress = /^[\d:[]/.test(endpoint);
  const host = isAddress ? endpoint : `${bucket}.${endpoint}`;
  return {
    origin: `${secure === false ? 'http' : 'https'}://${host}`,
    host,
    path: isAddress ? `/${bucket}/` : '/',
  };
}
