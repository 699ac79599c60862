import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../errors.ts';
import type { BlobEntry, PutRequest } from '../blob-store.ts';
import { type BucketAddress, commonFacts, type Dialect } from './dialect.ts';
import { type BucketFacts, RemoteStore } from './remote-store.ts';
import type { Credentials } from './request-signer.ts';

export interface S3StoreOptions extends BucketFacts {
  /** "https://s3.example.com". */
  readonly endpoint: string;
  readonly credentials: Credentials;
  /** The bucket in the path, not in the host's name. True if not given. */
  readonly pathStyle?: boolean;
  /** `If-Match` and `If-None-Match` on puts; some servers answer 501 to them. True if not given. */
  readonly conditionalPuts?: boolean;
}

/** Blobs in a bucket of whatever speaks S3. */
export class S3Store extends RemoteStore {
  readonly #isConditional: boolean;

  constructor(options: S3StoreOptions) {
    const isConditional = options.conditionalPuts ?? true;
    super(isConditional ? S3 : { ...S3, conditionHeaders: () => ({}) }, {
      ...options,
      address: s3Address(options),
    });
    this.#isConditional = isConditional;
  }

  override put(key: string, source: AsyncIterable<Uint8Array>, request: PutRequest): Promise<void> {
    // Where no condition guards the put, only a look before it keeps another blob from being lost.
    return super.put(key, source, this.#isConditional ? request : { ...request, isNew: false });
  }
}

/**
 * S3 knows no CRC-64/ECMA: the sum goes along as metadata, with the MD5 if we have it. It tells which
 * blob somebody has put there; what is stored it proves only where the store's own ETag has that MD5.
 */
export const S3: Dialect = {
  name: 'S3',
  prefix: 'x-amz-',
  signing: {
    algorithm: 'AWS4-HMAC-SHA256',
    keyPrefix: 'AWS4',
    service: 's3',
    terminator: 'aws4_request',
  },
  ownSum: 'md5',
  // GLACIER_IR is none of them.
  frozenClasses: new Set(['GLACIER', 'DEEP_ARCHIVE']),
  conditionHeaders: (condition) =>
    condition.kind === 'absent' ? { 'if-none-match': '*' } : { 'if-match': condition.etag },
  sumOf: etagMd5,
  downloadSumOf: (headers) => metadataOf(headers, 'crc64'),
  statOf: (headers) => {
    const md5 = metadataOf(headers, 'md5');
    const stored = etagMd5(headers);
    const agrees = md5 === null || stored === null || md5 === stored;
    return {
      size: Number(headers['content-length'] ?? 0),
      crc64: agrees ? metadataOf(headers, 'crc64') : null,
      etag: headers.etag ?? '',
      isProved: stored !== null && md5 === stored,
      md5: stored,
      ...commonFacts(headers, 'x-amz-'),
    };
  },
  reasonOf: (body) => /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? null,
  listPageOf: (body) => {
    const isTruncated = elementOf(body, 'IsTruncated') === 'true';
    const next = isTruncated ? (elementOf(body, 'NextContinuationToken') ?? '') : null;
    if (next === '') {
      throw new AppError('unavailable', 'S3 cut a list off without saying where it goes on');
    }
    return { entries: [...entriesOf(body)], next };
  },
  bodyType: 'application/xml',
  restoreBody: ({ days, tier }) =>
    '<RestoreRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    `<Days>${days}</Days><GlacierJobParameters><Tier>${TIERS[tier]}</Tier></GlacierJobParameters>` +
    '</RestoreRequest>',
};

const TIERS = { expedited: 'Expedited', standard: 'Standard', bulk: 'Bulk' } as const;

function metadataOf(headers: IncomingHttpHeaders, name: string): string | null {
  return String(headers[`x-amz-meta-${name}`] ?? '') || null;
}

/**
 * The MD5 in an ETag, in hex; null where it is another thing: of multipart uploads, and of objects
 * that the store encrypts with keys of a key service.
 */
function etagMd5(headers: IncomingHttpHeaders): string | null {
  const encryption = headers['x-amz-server-side-encryption'] ?? 'AES256';
  if (encryption !== 'AES256') return null;
  return /^"?([0-9a-f]{32})"?$/.exec(headers.etag ?? '')?.[1] ?? null;
}

function* entriesOf(list: string): Generator<BlobEntry> {
  for (const [, content = ''] of list.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
    const key = elementOf(content, 'Key');
    if (key !== null) yield { key, size: Number(elementOf(content, 'Size') ?? 0) };
  }
}

/** Enough of XML for answers in which each element that we look for stands once, with text alone. */
function elementOf(xml: string, name: string): string | null {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  if (text === undefined) return null;
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, entity: string) => ENTITIES[entity] ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  amp: '&',
};

const BUCKET = /^[A-Za-z0-9][\w.-]{1,253}$/;

export function s3Address({ endpoint, bucket, pathStyle = true }: S3StoreOptions): BucketAddress {
  if (!BUCKET.test(bucket)) throw new AppError('invalid-input', 'no name of an S3 bucket');
  const { protocol, host, pathname } = new URL(endpoint);
  const folder = pathname.endsWith('/') ? pathname : `${pathname}/`;
  if (!pathStyle) {
    const named = `${bucket}.${host}`;
    return { origin: `${protocol}//${named}`, host: named, path: folder };
  }
  return { origin: `${protocol}//${host}`, host, path: `${folder}${bucket}/` };
}
