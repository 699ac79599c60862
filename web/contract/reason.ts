import { z } from 'zod';

/** Characters. */
export const MAX_REASON = 500;
/** Why somebody did what stays on record: one that says something. */
export const Reason = z.string().trim().min(3).max(MAX_REASON);
