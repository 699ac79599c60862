import type { Alert, AlertEvent } from '@workcompanion/core/fleet/alerts';
import { newId, WebhookDeliveryId } from '@workcompanion/core/ids';
import { ADVISORY_LOCKS } from '@workcompanion/db/advisory-locks';
import type { Tx } from '@workcompanion/db/client';
import { notify } from '@workcompanion/db/notifications/notify';
import { readersOfRole } from '@workcompanion/db/notifications/readers';
import { settleAlarm } from '@workcompanion/db/notifications/settle-decided';
import { alerts } from '@workcompanion/db/schema/alerts';
import { webhookDeliveries, webhooks } from '@workcompanion/db/schema/webhooks';
import { withTransaction } from '@workcompanion/db/transaction';
import { arrayContains, eq, sql } from 'drizzle-orm';
import type { Job } from '../job.ts';
import { type Condition, decideAlerts } from './decide-alerts.ts';
import { readAlertFacts } from './read-alert-facts.ts';

const EVERY_MS = 30_000;
const MINUTE = 60_000_000;

/** How long it must last before it is told, µs: a computer that restarts is no alert. */
const LASTING = {
  fleet: 5 * MINUTE,
  tampering: 5 * MINUTE,
  storage: 0,
  archive: MINUTE,
  quarantine: 0,
  integrity: 0,
  release: 0,
} as const satisfies Record<Alert, number>;

type AlertRow = typeof alerts.$inferSelect;

/**
 * Notes what is the matter, and queues for the webhooks what began, got worse or ended. One worker
 * looks at a time; what was noted and what is told of it are one transaction.
 */
export const watchAlerts: Job = {
  name: 'watch-alerts',
  everyMs: EVERY_MS,
  run: ({ db, now }) =>
    withTransaction(db, async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.alerts})`);
      const at = now();
      const conditions = decideAlerts(await readAlertFacts(tx, at));
      const known = await tx.select().from(alerts);
      const told: string[] = [];
      const tell = async (event: AlertEvent, condition: Condition) => {
        await queueAlert(tx, { event, condition, at });
        await tellAdministrators(tx, { event, condition, at });
        told.push(`${condition.alert} ${event}`);
      };
      for (const condition of conditions) {
        const before = known.find(({ alert }) => alert === condition.alert);
        const event = await note(tx, { before, condition, at });
        if (event !== null) await tell(event, condition);
      }
      for (const over of known) {
        if (conditions.some(({ alert }) => alert === over.alert)) continue;
        await tx.delete(alerts).where(eq(alerts.alert, over.alert));
        if (over.raisedAt !== null) await tell('cleared', over);
      }
      return told.length === 0 ? null : { told };
    }),
};

interface Noted {
  readonly before: AlertRow | undefined;
  readonly condition: Condition;
  readonly at: number;
}

/** Returns what there is to tell, if anything. */
async function note(tx: Tx, { before, condition, at }: Noted): Promise<AlertEvent | null> {
  const { alert, weight, facts } = condition;
  const since = before?.since ?? at;
  const isDue = at - since >= LASTING[alert];
  const raisedAt = before?.raisedAt ?? (isDue ? at : null);
  const worst = Math.max(weight, before?.weight ?? 0);
  const row = { since, raisedAt, weight: worst, facts };
  await tx
    .insert(alerts)
    .values({ alert, ...row })
    .onConflictDoUpdate({ target: alerts.alert, set: row });
  if (raisedAt === null) return null;
  if (before?.raisedAt == null) return 'raised';
  return weight > before.weight ? 'worsened' : null;
}

interface Told {
  readonly event: AlertEvent;
  readonly condition: Pick<Condition, 'alert' | 'facts'>;
  /** UTC µs. */
  readonly at: number;
}

/** In their inboxes. When it is over, that it was is read: what is new there is the end of it. */
async function tellAdministrators(
  tx: Tx,
  { event, condition: { alert }, at }: Told,
): Promise<void> {
  if (event === 'test') return;
  if (event === 'cleared') await settleAlarm(tx, alert, at);
  const users = await readersOfRole(tx, 'admin');
  const facts =
    event === 'cleared'
      ? ({ kind: 'alarm-over', alert } as const)
      : ({ kind: 'alarm', alert, event } as const);
  await notify(tx, { users, facts, at });
}

/** One delivery for each webhook that asked for this alert. */
async function queueAlert(tx: Tx, { event, condition: { alert, facts }, at }: Told): Promise<void> {
  const wanting = await tx
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(arrayContains(webhooks.alerts, [alert]));
  for (const { id: webhookId } of wanting) {
    const id = newId(WebhookDeliveryId);
    const body = { id, at: new Date(at / 1000).toISOString(), event, alert, facts };
    await tx.insert(webhookDeliveries).values({
      id,
      webhookId,
      event,
      alert,
      body: JSON.stringify(body),
      createdAt: at,
      nextAt: at,
    });
  }
}
