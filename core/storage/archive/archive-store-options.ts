import { z } from 'zod';
import { type BucketOptions, bucketOptions } from '../bucket-options.ts';

const YesNo = z.enum(['true', 'false']).transform((word) => word === 'true');

/** Where the archive is, as the web server and the workers read it; .env.example says more. */
export const ArchiveStoreEnv = z.object({
  ARCHIVE_KIND: z.enum(['folder', 'tos', 's3', 'off']).default('folder'),
  ARCHIVE_FOLDER: z.string().default('data/archive'),
  ARCHIVE_ENDPOINT: z.string().optional(),
  ARCHIVE_REGION: z.string().optional(),
  ARCHIVE_BUCKET: z.string().optional(),
  ARCHIVE_ACCESS_KEY_ID: z.string().optional(),
  ARCHIVE_SECRET_ACCESS_KEY: z.string().optional(),
  ARCHIVE_SESSION_TOKEN: z.string().optional(),
  ARCHIVE_STORAGE_CLASS: z.string().optional(),
  ARCHIVE_TLS: YesNo.default(true),
  ARCHIVE_CA_FILE: z.string().optional(),
  ARCHIVE_S3_PATH_STYLE: YesNo.default(true),
  ARCHIVE_S3_CONDITIONAL_PUTS: YesNo.default(true),
});
export type ArchiveStoreEnv = z.infer<typeof ArchiveStoreEnv>;

/** Plain data: it crosses into the thread that uploads. */
export type ArchiveStoreOptions =
  | {
      readonly kind: 'folder';
      readonly root: string;
      /** Whose marker lies there; without, none is looked for. */
      readonly installation?: string | undefined;
    }
  | BucketOptions;

/**
 * Where the archive lies, with `connections` to it at most; null when it is off. Throws an Error that
 * names the settings that are missing.
 */
export function archiveStoreOptions(
  env: ArchiveStoreEnv,
  connections: number,
  installation?: string,
): ArchiveStoreOptions | null {
  const kind = env.ARCHIVE_KIND;
  if (kind === 'off') return null;
  if (kind === 'folder') return { kind, root: env.ARCHIVE_FOLDER, installation };
  const settings = {
    kind,
    endpoint: env.ARCHIVE_ENDPOINT,
    region: env.ARCHIVE_REGION,
    bucket: env.ARCHIVE_BUCKET,
    accessKeyId: env.ARCHIVE_ACCESS_KEY_ID,
    secretAccessKey: env.ARCHIVE_SECRET_ACCESS_KEY,
    sessionToken: env.ARCHIVE_SESSION_TOKEN,
    storageClass: env.ARCHIVE_STORAGE_CLASS,
    isTls: env.ARCHIVE_TLS,
    caFile: env.ARCHIVE_CA_FILE,
    isPathStyle: env.ARCHIVE_S3_PATH_STYLE,
    hasConditionalPuts: env.ARCHIVE_S3_CONDITIONAL_PUTS,
  };
  return bucketOptions('ARCHIVE', settings, connections);
}
