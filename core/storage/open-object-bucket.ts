import { z } from 'zod';
import { bucketOptions, openBucket } from './bucket-options.ts';
import type { RemoteStore } from './remote/remote-store.ts';

const YesNo = z.enum(['true', 'false']).transform((word) => word === 'true');

/** Where thumbnails lie, beside `THUMBNAIL_DIR`, as portals and workers read it; .env.example says more. */
export const ObjectStoreEnv = z.object({
  OBJECTS_KIND: z.enum(['folder', 's3', 'tos']).default('folder'),
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

type OtherBuckets = Partial<
  Record<'HOT_ENDPOINT' | 'HOT_BUCKET' | 'ARCHIVE_ENDPOINT' | 'ARCHIVE_BUCKET', string | undefined>
>;

const CONNECTIONS = 32;

/**
 * The bucket of what is made from footage; null where a folder is used. Throws an Error that names the
 * settings that are missing, or says that footage lies in that bucket.
 */
export function openObjectBucket(env: ObjectStoreEnv & OtherBuckets): RemoteStore | null {
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
  return openBucket(bucket);
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
