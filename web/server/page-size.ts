import { z } from 'zod';

/** How many items of a list one request gets. */
export const PageSize = z.coerce.number().int().min(1).max(200).default(50);
