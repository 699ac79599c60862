import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db, Tx } from '../client.ts';
import { addAmounts, amountsOf, NOTHING } from './amounts-of.ts';
import { decideRequest, type RequestedStretch } from './decide-request.ts';
import type { FootageAmount } from './rehearsal.ts';

export interface RehearsedRequest {
  readonly goes: FootageAmount;
  readonly held: FootageAmount;
  /** Keys that go only when their window is over. */
  readonly inUse: number;
  /** The windows of the keys that go, which exceed the request: a key goes whole. Null when none goes. */
  readonly from: UtcMicros | null;
  readonly to: UtcMicros | null;
}

/** What a request for deletion would take now, by the very code that carries it out. */
export async function rehearseRequest(
  db: Db | Tx,
  stretch: RequestedStretch,
  now: UtcMicros,
): Promise<RehearsedRequest> {
  const decisions = await decideRequest(db, stretch, now);
  const of = (which: 'destroy' | 'held') =>
    amountsOf(
      db,
      decisions.map((decision) => ({ device: decision.device, keys: decision[which] })),
    );
  const keys = decisions.flatMap(({ destroy }) => destroy);
  return {
    goes: (await of('destroy')).reduce(addAmounts, NOTHING),
    held: (await of('held')).reduce(addAmounts, NOTHING),
    inUse: decisions.reduce((sum, { inUse }) => sum + inUse.length, 0),
    from: keys.length === 0 ? null : Math.min(...keys.map(({ windowFrom }) => windowFrom)),
    to: keys.length === 0 ? null : Math.max(...keys.map(({ windowTo }) => windowTo)),
  };
}
