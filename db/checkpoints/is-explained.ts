import { sql } from 'drizzle-orm';
import { checkpointContradictions } from '../schema/checkpoint-contradictions.ts';
import { historyExplanations } from '../schema/history-explanations.ts';

/** Somebody has explained why the fleet remembers another checkpoint of this number. */
export const isExplained = sql<boolean>`exists (select from ${historyExplanations}
  where ${checkpointContradictions.checkpoint} between ${historyExplanations.firstCheckpoint}
  and ${historyExplanations.lastCheckpoint})`;
