import { z } from 'zod';

/** The settings of the timeline's pictures; .env.example says what each means. */
export const ThumbnailEnv = z.object({
  THUMBNAIL_DIR: z.string().default('data/thumbnails'),
  THUMBNAIL_PROCESSES: z.coerce.number().int().min(0).max(64).default(1),
  FFMPEG: z.string().min(1).default('ffmpeg'),
});
