import type { Alert } from '@workcompanion/core/fleet/alerts';
import type { ControlRequestId, EvidencePackageId } from '@workcompanion/core/ids';
import { and, isNull, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { notifications } from '../schema/notifications.ts';

/** A request was decided or withdrawn: it is new to nobody any more. */
export const settleRequest = (tx: Tx, request: ControlRequestId, at: number): Promise<void> =>
  settle(tx, sql`facts @> ${JSON.stringify({ kind: 'approval-asked', request })}::jsonb`, at);

/** The same of a package. */
export const settlePackage = (tx: Tx, id: EvidencePackageId, at: number): Promise<void> => {
  const facts = { kind: 'package-asked', evidencePackage: id };
  return settle(tx, sql`facts @> ${JSON.stringify(facts)}::jsonb`, at);
};

/** What was the matter is over. */
export const settleAlarm = (tx: Tx, alert: Alert, at: number): Promise<void> =>
  settle(tx, sql`facts @> ${JSON.stringify({ kind: 'alarm', alert })}::jsonb`, at);

async function settle(tx: Tx, which: SQL, at: number): Promise<void> {
  await tx
    .update(notifications)
    .set({ readAt: at, nextAt: null })
    .where(and(isNull(notifications.readAt), which));
}
