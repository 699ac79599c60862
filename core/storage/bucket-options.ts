import { readFileSync } from 'node:fs';
import type { RemoteTimeouts } from './remote/remote-timeouts.ts';
import { S3Store, type S3StoreOptions } from './remote/s3-store.ts';
import { TOS_CLASSES, TosStore, type TosStoreOptions } from './remote/tos-store.ts';

/** A bucket, as plain data: it crosses into threads. */
export type BucketOptions =
  | { readonly kind: 'tos'; readonly options: TosStoreOptions }
  | { readonly kind: 's3'; readonly options: S3StoreOptions };

/** What the environment says of a bucket. */
export interface BucketSettings {
  readonly kind: BucketOptions['kind'];
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  readonly bucket: string | undefined;
  readonly accessKeyId: string | undefined;
  readonly secretAccessKey: string | undefined;
  readonly sessionToken: string | undefined;
  readonly storageClass: string | undefined;
  readonly isTls: boolean;
  readonly caFile: string | undefined;
  readonly isPathStyle: boolean;
  readonly hasConditionalPuts: boolean;
}

/** What lies in it, by what its settings begin with. */
const WORDS = { ARCHIVE: 'archive', HOT: 'hot store', OBJECTS: 'store of objects' } as const;

/**
 * A bucket with `connections` to it at most. Throws an Error that names the settings that are missing;
 * `prefix` is what they begin with.
 */
export function bucketOptions(
  prefix: keyof typeof WORDS,
  settings: BucketSettings,
  connections: number,
): BucketOptions {
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = neededOf(prefix, settings);
  const { kind, sessionToken, storageClass, caFile } = settings;
  const common = {
    endpoint,
    region,
    bucket,
    connections,
    ...(caFile !== undefined && { ca: readFileSync(caFile, 'utf8') }),
  };
  if (kind === 's3') {
    return {
      kind,
      options: {
        ...common,
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
        pathStyle: settings.isPathStyle,
        conditionalPuts: settings.hasConditionalPuts,
        ...(storageClass && { storageClass }),
      },
    };
  }
  const tosClass = TOS_CLASSES.find((each) => each === storageClass);
  if (storageClass !== undefined && tosClass === undefined) {
    throw new Error(`${prefix}_STORAGE_CLASS must be one of ${TOS_CLASSES.join(', ')}.`);
  }
  return {
    kind,
    options: {
      ...common,
      credentials: {
        accessKeyId,
        secretAccessKey,
        ...(sessionToken && { stsToken: sessionToken }),
      },
      secure: settings.isTls,
      ...(tosClass && { storageClass: tosClass }),
    },
  };
}

export function openBucket(bucket: BucketOptions): S3Store | TosStore {
  return bucket.kind === 's3' ? new S3Store(bucket.options) : new TosStore(bucket.options);
}

/** The same bucket, asked with another patience. */
export function bucketWithTimeouts(bucket: BucketOptions, timeouts: RemoteTimeouts): BucketOptions {
  return bucket.kind === 's3'
    ? { ...bucket, options: { ...bucket.options, timeouts } }
    : { ...bucket, options: { ...bucket.options, timeouts } };
}

function neededOf(prefix: keyof typeof WORDS, settings: BucketSettings) {
  const missing: string[] = [];
  const needed = (value: string | undefined, name: string): string => {
    if (value === undefined) missing.push(`${prefix}_${name}`);
    return value ?? '';
  };
  const options = {
    endpoint: needed(settings.endpoint, 'ENDPOINT'),
    region: needed(settings.region, 'REGION'),
    bucket: needed(settings.bucket, 'BUCKET'),
    accessKeyId: needed(settings.accessKeyId, 'ACCESS_KEY_ID'),
    secretAccessKey: needed(settings.secretAccessKey, 'SECRET_ACCESS_KEY'),
  };
  if (missing.length === 0) return options;
  throw new Error(`The ${WORDS[prefix]} ${settings.kind} needs ${missing.join(', ')}.`);
}
