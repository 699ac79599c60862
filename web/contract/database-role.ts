import { z } from 'zod';

/** Whether the account by which the portal connects to its database could change the record. */
export const DatabaseRole = z.enum(['restricted', 'owner', 'superuser']);
export type DatabaseRole = z.infer<typeof DatabaseRole>;
