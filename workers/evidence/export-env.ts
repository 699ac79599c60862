import { z } from 'zod';

/** Settings of evidence packages; .env.example says what each means. */
export const ExportEnv = z.object({
  EXPORTS_DIR: z.string().default('data/exports'),
  EXPORT_KEEP_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
  EXPORT_FONT: z.string().min(1).default('Noto Sans CJK SC'),
  VERIFY_PAGE_FILE: z.string().min(1).default('verifier/dist/verify.html'),
});
export type ExportEnv = z.infer<typeof ExportEnv>;
