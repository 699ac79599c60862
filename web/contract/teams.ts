import { TeamId } from '@workcompanion/core/ids';
import { z } from 'zod';

export const TeamSummary = z.object({ id: TeamId, name: z.string() });
export type TeamSummary = z.infer<typeof TeamSummary>;

export const Teams = z.object({ items: z.array(TeamSummary) });
export type Teams = z.infer<typeof Teams>;
