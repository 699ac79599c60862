import { z } from 'zod';
import { type BucketOptions, bucketOptions, openBucket } from '../bucket-options.ts';
import type { PiecePool } from '../piece-pool.ts';
import { folderMarker } from '../store-marker.ts';
import { BucketHotStore } from './bucket-hot-store.ts';
import { FolderHotStore } from './folder-hot-store.ts';

const YesNo = z.enum(['true', 'false']).transform((word) => word === 'true');

/** Where the hot store is, beside `HOT_DIR`, as portals and workers read it; .env.example says more. */
export const HotStoreEnv = z.object({
  HOT_KIND: z.enum(['folder', 's3', 'tos']).default('folder'),
  HOT_ENDPOINT: z.string().optional(),
  HOT_REGION: z.string().optional(),
  HOT_BUCKET: z.string().optional(),
  HOT_ACCESS_KEY_ID: z.string().optional(),
  HOT_SECRET_ACCESS_KEY: z.string().optional(),
  HOT_SESSION_TOKEN: z.string().optional(),
  HOT_STORAGE_CLASS: z.string().optional(),
  HOT_TLS: YesNo.default(true),
  HOT_CA_FILE: z.string().optional(),
  HOT_S3_PATH_STYLE: YesNo.default(true),
});
export type HotStoreEnv = z.infer<typeof HotStoreEnv>;

/** Plain data: it crosses into threads. */
export interface HotStoreOptions {
  /** The store itself; or, with a bucket, what this node keeps while a large body comes. */
  readonly folder: string;
  /** Null: the folder is the store. */
  readonly bucket: BucketOptions | null;
  /** Whose marker lies in the folder; without, none is looked for. */
  readonly installation?: string | undefined;
}

/** Connections to a bucket: each lasts as long as its sender takes. */
const CONNECTIONS = 256;

/** Throws an Error that names the settings that are missing. */
export function hotStoreOptions(
  env: HotStoreEnv & { readonly HOT_DIR: string },
  installation?: string,
): HotStoreOptions {
  const { HOT_KIND: kind, HOT_DIR: folder } = env;
  if (kind === 'folder') return { folder, bucket: null, installation };
  const settings = {
    kind,
    endpoint: env.HOT_ENDPOINT,
    region: env.HOT_REGION,
    bucket: env.HOT_BUCKET,
    accessKeyId: env.HOT_ACCESS_KEY_ID,
    secretAccessKey: env.HOT_SECRET_ACCESS_KEY,
    sessionToken: env.HOT_SESSION_TOKEN,
    storageClass: env.HOT_STORAGE_CLASS,
    isTls: env.HOT_TLS,
    caFile: env.HOT_CA_FILE,
    isPathStyle: env.HOT_S3_PATH_STYLE,
    // A key tells its content: there is nothing that a put could overwrite.
    hasConditionalPuts: false,
  };
  return { folder, bucket: bucketOptions('HOT', settings, CONNECTIONS), installation };
}

/** Whether what lies in the hot store lies in the archive, too: the two are one bucket. */
export function sharesBucket(
  { bucket: hot }: HotStoreOptions,
  archive: { readonly kind: 'folder' } | BucketOptions,
): boolean {
  if (hot === null || archive.kind === 'folder' || archive.kind !== hot.kind) return false;
  const place = ({ endpoint, bucket }: BucketOptions['options']) =>
    `${endpoint.toLowerCase().replace(/\/+$/, '')}/${bucket}`;
  return place(hot.options) === place(archive.options);
}

/** Whoever reads may give its pieces back to `pieces`. */
export function openHotStore(
  { folder, bucket, installation }: HotStoreOptions,
  { pieces }: { readonly pieces?: PiecePool } = {},
): FolderHotStore | BucketHotStore {
  if (bucket !== null) return new BucketHotStore(openBucket(bucket), folder);
  const marker = folderMarker(folder, { name: 'hot', installation });
  return new FolderHotStore(folder, { marker, pieces });
}
