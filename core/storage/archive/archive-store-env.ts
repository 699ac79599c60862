import { z } from 'zod';

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
