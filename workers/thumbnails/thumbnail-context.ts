import type { WorkerContext } from '../job.ts';

/** What keeping and deleting thumbnails reaches the world through. */
export type ThumbnailContext = Pick<WorkerContext, 'db' | 'thumbnails'>;
