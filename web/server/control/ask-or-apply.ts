import { AppError } from '@workcompanion/core/errors';
import { ControlRequestId, newId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { notify } from '@workcompanion/db/notifications/notify';
import { controlRequests } from '@workcompanion/db/schema/control-requests';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { ControlAnswer, Why } from '../../contract/control.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { isUnfavoured, readAgreeingAccounts } from './agreeing-accounts.ts';
import { lockAccounts } from './assert-admin-remains.ts';
import type { ControlledChange, Judgement } from './controlled-change.ts';
import { openSince } from './controlled-change.ts';

type Wished = z.infer<typeof Why>;

/**
 * Does what was asked for where nobody gains by it, or where no other account could agree, which its
 * audit entry says; else it waits for another person. Throws `forbidden`, `nobody-can-agree` (there
 * are others, who all gain by it), and what doing it throws.
 */
export async function askOrApply<Wish extends Wished, Done>(
  ctx: UserContext,
  change: ControlledChange<Wish, Done>,
  wish: Wish,
): Promise<ControlAnswer<Done>> {
  assertRight(ctx.user, change.right);
  return withTransaction(ctx.db, async (tx) => {
    await lockAccounts(tx);
    const judgement = await change.judge(tx, ctx, wish);
    if (judgement.gains.length === 0) {
      return { waitsFor: null, done: await change.apply(tx, ctx, wish, {}) };
    }
    const accounts = await readAgreeingAccounts(tx);
    const others = accounts.filter(({ id }) => id !== ctx.user.id);
    if (others.length === 0) {
      return { waitsFor: null, done: await change.apply(tx, ctx, wish, { alone: true }) };
    }
    const agreeing = others.filter((account) => isUnfavoured(account, judgement.favoured));
    if (agreeing.length === 0) {
      throw new AppError('nobody-can-agree', 'Whoever else could agree would gain by it.');
    }
    const asked = { kind: change.kind, wish, judgement };
    const same = await findSameRequest(tx, ctx, asked);
    if (same !== null) return { waitsFor: same, done: null };
    const request = await storeRequest(tx, ctx, asked);
    await notify(tx, {
      users: agreeing.map(({ id }) => id),
      facts: { kind: 'approval-asked', request, act: change.kind, by: ctx.user.name },
      at: ctx.now(),
    });
    return { waitsFor: request, done: null };
  });
}

interface Asked {
  readonly kind: ControlledChange<Wished, unknown>['kind'];
  readonly wish: Wished;
  readonly judgement: Judgement;
}

/** Asking twice is asking once. */
async function findSameRequest(tx: Tx, ctx: UserContext, { kind, wish, judgement }: Asked) {
  const [same] = await tx
    .select({ id: controlRequests.id })
    .from(controlRequests)
    .where(
      and(
        isNull(controlRequests.decision),
        gt(controlRequests.requestedAt, openSince(ctx.now())),
        eq(controlRequests.requestedBy, ctx.user.id),
        eq(controlRequests.kind, kind),
        sql`${controlRequests.wish} = ${JSON.stringify(wish)}::jsonb`,
        sql`${controlRequests.state} = ${JSON.stringify(judgement.state)}::jsonb`,
      ),
    );
  return same?.id ?? null;
}

async function storeRequest(
  tx: Tx,
  ctx: UserContext,
  { kind, wish, judgement }: Asked,
): Promise<ControlRequestId> {
  const at = ctx.now();
  const id = newId(ControlRequestId, at / 1000);
  const { gains, favoured, subject, facts, state } = judgement;
  const reason = wish.why ?? '';
  await tx.insert(controlRequests).values({
    id,
    kind,
    wish,
    subject,
    gains: [...gains],
    facts,
    state,
    favouredUsers: [...favoured.users],
    favouredRoles: [...favoured.roles],
    reason,
    requestedAt: at,
    requestedBy: ctx.user.id,
  });
  await appendAuditEntry(tx, ctx, {
    at,
    action: 'control-request.made',
    entityType: 'control-request',
    entityId: id,
    details: { kind, about: subject, reason, ...facts },
  });
  return id;
}
