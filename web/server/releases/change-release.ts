import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { deviceUpdates, releases, releaseTargets } from '@workcompanion/db/schema/releases';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { OneRelease, RetryUpdate, RollOutRelease } from '../../contract/releases.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

type ReleaseAction =
  | 'release.rolled-out'
  | 'release.paused'
  | 'release.resumed'
  | 'release.withdrawn'
  | 'release.retried';

interface Change {
  readonly version: string;
  readonly action: ReleaseAction;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Runs in one transaction with the audit entry. */
  readonly work: (tx: Tx, at: number) => Promise<void>;
}

/** What is done to a release that is not withdrawn. Throws `forbidden`, `not-found`. */
async function changeRelease(
  ctx: UserContext,
  { version, action, details = {}, work }: Change,
): Promise<void> {
  assertRight(ctx.user, 'policy');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const [release] = await tx
      .select()
      .from(releases)
      .where(eq(releases.version, version))
      .for('update');
    if (release === undefined || release.stage === 'withdrawn') {
      throw new AppError('not-found', `There is no release ${version}.`);
    }
    await work(tx, at);
    await appendAuditEntry(tx, ctx, {
      at,
      action,
      entityType: 'release',
      entityId: version,
      details,
    });
  });
}

/** Devices are offered it with their next heartbeats. Whoever has it keeps it, also when fewer are meant. */
export async function rollOutRelease(ctx: UserContext, wish: RollOutRelease): Promise<void> {
  const { version, stage } = wish;
  const { percent, targets } = wish.stage === 'some' ? wish : { percent: 100, targets: [] };
  await changeRelease(ctx, {
    version,
    action: 'release.rolled-out',
    details: { stage, percent, targets },
    async work(tx) {
      await tx.update(releases).set({ stage, percent }).where(eq(releases.version, version));
      await tx.delete(releaseTargets).where(eq(releaseTargets.version, version));
      if (targets.length === 0) return;
      const rows = targets.map(({ scope, id }) => ({ version, scope, target: id }));
      await tx.insert(releaseTargets).values(rows).onConflictDoNothing();
    },
  });
}

/** It is offered to nobody; downloads under way stop. What a computer holds already, it installs. */
export async function pauseRelease(ctx: UserContext, { version }: OneRelease): Promise<void> {
  await changeRelease(ctx, {
    version,
    action: 'release.paused',
    async work(tx, at) {
      const paused = { pausedAt: at, pauseCause: 'by-hand' } as const;
      await tx.update(releases).set(paused).where(eq(releases.version, version));
    },
  });
}

/** Failures are counted anew: somebody has seen those there were. */
export async function resumeRelease(ctx: UserContext, { version }: OneRelease): Promise<void> {
  await changeRelease(ctx, {
    version,
    action: 'release.resumed',
    async work(tx, at) {
      await tx
        .update(releases)
        .set({ pausedAt: null, pauseCause: null, countedFrom: at })
        .where(eq(releases.version, version));
    },
  });
}

/** Offered to nobody any more. Computers that run it go on with it; the workers delete its file. */
export async function withdrawRelease(ctx: UserContext, { version }: OneRelease): Promise<void> {
  await changeRelease(ctx, {
    version,
    action: 'release.withdrawn',
    async work(tx) {
      await tx
        .update(releases)
        .set({ stage: 'withdrawn', pausedAt: null, pauseCause: null })
        .where(eq(releases.version, version));
    },
  });
}

/** Offers a release once more to a device where it failed. */
export async function retryUpdate(
  ctx: UserContext,
  { version, device }: RetryUpdate,
): Promise<void> {
  await changeRelease(ctx, {
    version,
    action: 'release.retried',
    details: { device },
    async work(tx, at) {
      const retried = await tx
        .update(deviceUpdates)
        .set({
          state: 'offered',
          code: null,
          bytes: 0,
          changedAt: at,
          attempt: sql`${deviceUpdates.attempt} + 1`,
        })
        .where(
          and(
            eq(deviceUpdates.version, version),
            eq(deviceUpdates.deviceId, device),
            inArray(deviceUpdates.state, ['refused', 'failed', 'rolled-back']),
          ),
        )
        .returning({ device: deviceUpdates.deviceId });
      if (retried.length > 0) return;
      throw new AppError('not-found', `Release ${version} did not fail on device ${device}.`);
    },
  });
}
