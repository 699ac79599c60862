import { randomBytes } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import type { UserId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { passkeys } from '@workcompanion/db/schema/passkeys';
import { sessions } from '@workcompanion/db/schema/sessions';
import { recoveryCodes, users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNull } from 'drizzle-orm';
import type {
  ConfirmSecondFactor,
  ProveOwner,
  RecoveryCodes,
  SecondFactorBegun,
  ShowSecondFactor,
} from '../../contract/account.ts';
import { endSessions } from '../auth/end-sessions.ts';
import { findAccount } from '../auth/find-account.ts';
import type { UserContext } from '../auth/user-context.ts';
import { hasFactor, proveFactor, proveOwner } from './prove-owner.ts';
import { ensureRecoveryCodes } from './recovery-code.ts';
import {
  openTotpSecret,
  stepOfCode,
  TOTP_SECRET_BYTES,
  totpEnrolment,
  wrapTotpSecret,
} from './totp.ts';

/**
 * A secret for the authenticator. It counts once a code of it was shown. Throws
 * `already-exists`, and as `proveOwner`.
 */
export async function beginSecondFactor(
  ctx: UserContext,
  proof: ProveOwner,
): Promise<SecondFactorBegun> {
  await proveOwner(ctx, proof);
  const { id, email } = ctx.user;
  const secret = randomBytes(TOTP_SECRET_BYTES);
  const begun = await ctx.db
    .update(users)
    .set({ totpSecret: wrapTotpSecret(ctx.masterKey, id, secret) })
    .where(and(eq(users.id, id), isNull(users.totpSince)))
    .returning({ id: users.id });
  if (begun.length === 0) throw new AppError('already-exists', 'There is a second factor already.');
  return totpEnrolment(secret, email);
}

/**
 * From now on the account asks for a code. Answers with recovery codes where there are none, this once. Throws
 * `wrong-code`, `not-found` (none was begun), `already-exists`.
 */
export async function confirmSecondFactor(
  ctx: UserContext,
  { code }: ConfirmSecondFactor,
): Promise<RecoveryCodes> {
  const at = ctx.now();
  return withTransaction(ctx.db, async (tx) => {
    const { id, totpSecret, totpSince } = await findAccount(tx, ctx.user.id);
    if (totpSince !== null) throw new AppError('already-exists', 'It was confirmed already.');
    if (totpSecret === null) throw new AppError('not-found', 'No second factor was begun.');
    const step = stepOfCode(openTotpSecret(ctx.masterKey, id, totpSecret), code, at / 1000);
    if (step === null) throw new AppError('wrong-code', 'This is not the code of now.');
    await tx.update(users).set({ totpSince: at, totpStep: step }).where(eq(users.id, id));
    const codes = await ensureRecoveryCodes(tx, id);
    await factorsChanged(tx, ctx);
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'account.second-factor-added',
      entityType: 'user',
      entityId: id,
    });
    return { codes };
  });
}

/** What a session owes that the company's provider let in without it. Throws as `proveFactor`. */
export async function showSecondFactor(ctx: UserContext, shown: ShowSecondFactor): Promise<void> {
  const { user, session } = ctx;
  const by = await proveFactor(ctx, await findAccount(ctx.db, user.id), shown);
  await withTransaction(ctx.db, async (tx) => {
    await tx.update(sessions).set({ hasSecondFactor: true }).where(eq(sessions.id, session.id));
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'session.second-factor-shown',
      entityType: 'user',
      entityId: user.id,
      details: { by },
    });
  });
}

/**
 * The account asks for no code of an authenticator any more, and without a passkey for the password alone.
 * Throws as `proveOwner`: a password that was seen does not do it.
 */
export async function removeOwnSecondFactor(ctx: UserContext, proof: ProveOwner): Promise<void> {
  await proveOwner(ctx, proof);
  const { id } = ctx.user;
  await withTransaction(ctx.db, async (tx) => {
    await tx.update(users).set({ totpSecret: null, totpSince: null }).where(eq(users.id, id));
    // Codes stand in for whatever factor there is.
    if (!(await hasFactor(tx, await findAccount(tx, id)))) await clearSecondFactor(tx, id);
    await factorsChanged(tx, ctx);
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'account.second-factor-removed',
      entityType: 'user',
      entityId: ctx.user.id,
    });
  });
}

/**
 * After a factor was added or removed: sessions from before end. This one has shown one of those that
 * are left; with none left it has shown nothing, and the codes that stood in for them go.
 */
export async function factorsChanged(tx: Tx, ctx: UserContext): Promise<void> {
  const { user, session } = ctx;
  const hasSecondFactor = await hasFactor(tx, await findAccount(tx, user.id));
  if (!hasSecondFactor) await clearSecondFactor(tx, user.id);
  await tx.update(sessions).set({ hasSecondFactor }).where(eq(sessions.id, session.id));
  await endSessions(tx, ctx, { user: user.id, why: 'second-factor-changed', but: session.id });
}

/** All that is one: the authenticator's secret, the passkeys, and the codes that stood in for them. */
export async function clearSecondFactor(tx: Tx, user: UserId): Promise<void> {
  await tx.update(users).set({ totpSecret: null, totpSince: null }).where(eq(users.id, user));
  await tx.delete(passkeys).where(eq(passkeys.userId, user));
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, user));
}
