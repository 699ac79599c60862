import { AppError } from '../../../errors.ts';
import type { TosStoreOptions } from '../tos-store-options.ts';

export interface BucketAddress {
  /** "https://host:port". */
  readonly origin: string;
  readonly host: string;
  /** Before a key. */
  readonly path: string;
}

const BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** A bucket is a part of the host's name, but for a host that is an address and has no name. */
export function bucketAddress({ endpoint, bucket, secure }: TosStoreOptions): BucketAddress {
  if (!BUCKET.test(bucket)) throw new AppError('invalid-input', 'no name of a TOS bucket');
  const isAddress = /^[\d:[]/.test(endpoint);
  const host = isAddress ? endpoint : `${bucket}.${endpoint}`;
  return {
    origin: `${secure === false ? 'http' : 'https'}://${host}`,
    host,
    path: isAddress ? `/${bucket}/` : '/',
  };
}
