import { z } from 'zod';

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
  ARCHIVE_TLS: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .default(true),
  ARCHIVE_CA_FILE: z.string().optional(),
});
export type ArchiveStoreEnv = z.infer<typeof ArchiveStoreEnv>;
