import { z } from 'zod';
import { type BucketOptions, bucketOptions, openBucket } from '../bucket-options.ts';
import { FolderStore } from '../folder-store.ts';
import { folderMarker } from '../store-marker.ts';
import { BucketFolder, PART_BYTES } from './bucket-folder.ts';
import type { ObjectStore } from './object-store.ts';

const YesNo = z.enum(['true', 'false']).transform((word) => word === 'true');

/** Where what is made besides footage lies, as portals and workers read it; .env.example says more. */
export const ObjectStoreEnv = z.object({
  OBJECTS_KIND: z.enum(['folder', 's3', 'tos']).default('folder'),
  THUMBNAIL_DIR: z.string().default('data/thumbnails'),
  EVIDENCE_PACKAGES_DIR: z.string().default('data/evidence-packages'),
  JOURNAL_DIR: z.string().default('data/journal'),
  RELEASES_DIR: z.string().default('data/releases'),
  OBJECTS_ENDPOINT: z.string().optional(),
  OBJECTS_REGION: z.string().optional(),
  OBJECTS_BUCKET: z.string().optional(),
  OBJECTS_ACCESS_KEY_ID: z.string().optional(),
  OBJECTS_SECRET_ACCESS_KEY: z.string().optional(),
  OBJECTS_SESSION_TOKEN: z.string().optional(),
  OBJECTS_TLS: YesNo.default(true),
  OBJECTS_CA_FILE: z.string().optional(),
  OBJECTS_S3_PATH_STYLE: YesNo.default(true),
});
export type ObjectStoreEnv = z.infer<typeof ObjectStoreEnv>;

/** The kinds of what is made besides footage, each in a folder, or all in one bucket by their names. */
export const OBJECT_KINDS = ['thumbnails', 'evidence-packages', 'journal', 'releases'] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** Plain data: it crosses into threads. */
export interface ObjectStoreOptions {
  /** Null: the folders are the stores. */
  readonly bucket: BucketOptions | null;
  /** With a bucket, what is only put together or received there. */
  readonly folders: Readonly<Record<ObjectKind, string>>;
  /** Whose markers lie in the folders; without, none are looked for. */
  readonly installation?: string | undefined;
}

type OtherBuckets = Partial<
  Record<'HOT_ENDPOINT' | 'HOT_BUCKET' | 'ARCHIVE_ENDPOINT' | 'ARCHIVE_BUCKET', string | undefined>
>;

const CONNECTIONS = 32;

/**
 * Throws an Error that names the settings that are missing, or says that footage lies in the bucket.
 */
export function objectStoreOptions(
  env: ObjectStoreEnv & OtherBuckets,
  installation?: string,
): ObjectStoreOptions {
  const folders = {
    thumbnails: env.THUMBNAIL_DIR,
    'evidence-packages': env.EVIDENCE_PACKAGES_DIR,
    journal: env.JOURNAL_DIR,
    releases: env.RELEASES_DIR,
  };
  return { bucket: objectBucketOptions(env), folders, installation };
}

export function openObjectStores({
  bucket,
  folders,
  installation,
}: ObjectStoreOptions): Record<ObjectKind, ObjectStore> {
  if (bucket !== null) return bucketStores(openBucket(bucket));
  const inFolder = (name: 'thumbnails' | 'evidence-packages' | 'journal') =>
    new FolderStore(folders[name], { marker: folderMarker(folders[name], { name, installation }) });
  return {
    thumbnails: inFolder('thumbnails'),
    'evidence-packages': inFolder('evidence-packages'),
    journal: inFolder('journal'),
    releases: new FolderStore(folders.releases),
  };
}

/** All kinds in one bucket. */
function bucketStores(bucket: ReturnType<typeof openBucket>): Record<ObjectKind, ObjectStore> {
  return {
    thumbnails: new BucketFolder(bucket, 'thumbnails'),
    'evidence-packages': new BucketFolder(bucket, 'evidence-packages', { partBytes: PART_BYTES }),
    journal: new BucketFolder(bucket, 'journal'),
    releases: new BucketFolder(bucket, 'releases', { partBytes: PART_BYTES }),
  };
}

function objectBucketOptions(env: ObjectStoreEnv & OtherBuckets): BucketOptions | null {
  const { OBJECTS_KIND: kind } = env;
  if (kind === 'folder') return null;
  const bucket = bucketOptions(
    'OBJECTS',
    {
      kind,
      endpoint: env.OBJECTS_ENDPOINT,
      region: env.OBJECTS_REGION,
      bucket: env.OBJECTS_BUCKET,
      accessKeyId: env.OBJECTS_ACCESS_KEY_ID,
      secretAccessKey: env.OBJECTS_SECRET_ACCESS_KEY,
      sessionToken: env.OBJECTS_SESSION_TOKEN,
      storageClass: undefined,
      isTls: env.OBJECTS_TLS,
      caFile: env.OBJECTS_CA_FILE,
      isPathStyle: env.OBJECTS_S3_PATH_STYLE,
      // A key is new each time: there is nothing that a put could overwrite.
      hasConditionalPuts: false,
    },
    CONNECTIONS,
  );
  assertOwnBucket(env);
  return bucket;
}

/** What lies beside footage and is in no catalogue of it counts there as left behind, and is deleted. */
function assertOwnBucket(env: ObjectStoreEnv & OtherBuckets): void {
  const place = (endpoint: string | undefined, bucket: string | undefined) =>
    `${endpoint?.toLowerCase().replace(/\/+$/, '')}/${bucket}`;
  const ours = place(env.OBJECTS_ENDPOINT, env.OBJECTS_BUCKET);
  const isShared =
    ours === place(env.HOT_ENDPOINT, env.HOT_BUCKET) ||
    ours === place(env.ARCHIVE_ENDPOINT, env.ARCHIVE_BUCKET);
  if (isShared) throw new Error('OBJECTS_BUCKET must be another bucket than those of the footage.');
}
