import type { CheckpointSeen } from '@workcompanion/core/protocol/statement';
import { z } from 'zod';
import type { Facts } from '../journal/facts.ts';

const SeenCheckpoint = z.object({ checkpoint: z.number(), at: z.number() });

/** Which checkpoint the journal last said was seen, and when (UTC µs). Null: none yet. */
export function readSeenCheckpoint(facts: Facts): z.infer<typeof SeenCheckpoint> | null {
  const value = facts.get('seen-checkpoint');
  return value === null ? null : SeenCheckpoint.parse(JSON.parse(value));
}

export function writeSeenCheckpoint(facts: Facts, { checkpoint, at }: CheckpointSeen): void {
  facts.set('seen-checkpoint', JSON.stringify({ checkpoint, at }));
}
