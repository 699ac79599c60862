import { isDeepStrictEqual } from 'node:util';
import { AppError } from '@workcompanion/core/errors';
import type { ControlRequestId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { notify } from '@workcompanion/db/notifications/notify';
import { settleRequest } from '@workcompanion/db/notifications/settle-decided';
import { controlRequests } from '@workcompanion/db/schema/control-requests';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import {
  AccountLink,
  type ControlAnswer,
  ControlKind,
  type DecideControlRequest,
  type OneControlRequest,
} from '../../contract/control.ts';
import { assertRight } from '../auth/assert-right.ts';
import { rightsOf } from '../auth/rights.ts';
import type { UserContext } from '../auth/user-context.ts';
import { isUnfavoured, readAgreeingAccounts } from '../control/agreeing-accounts.ts';
import { lockAccounts } from '../control/assert-admin-remains.ts';
import {
  type Agreement,
  type ControlledChange,
  type Favoured,
  type Judgement,
  openSince,
} from '../control/controlled-change.ts';
import { CHANGE_EVIDENCE_PACKAGE_SETTINGS } from '../evidence-packages/evidence-package-settings.ts';
import { GIVE_GRANT } from '../grants/give-grant.ts';
import { sendLink } from '../invitations/send-link.ts';
import { BEGIN_SAVED_SEARCH } from '../search/saved/save-search.ts';
import { CHANGE_SIGN_IN_SETTINGS } from '../sign-in/change-sign-in-settings.ts';
import { MOVE_MEMBERS } from '../teams/move-members.ts';
import { SET_MANAGERS } from '../teams/set-managers.ts';
import { CHANGE_USER } from '../users/change-user.ts';
import { DISABLE_USER, ENABLE_USER } from '../users/disable-user.ts';
import { INVITE_USER } from '../users/invite-user.ts';
import { MAKE_ACCOUNT_LINK } from '../users/make-account-link.ts';
import { REMOVE_SECOND_FACTOR } from '../users/remove-second-factor-of-user.ts';
import { CHANGE_WATCHING_SETTINGS } from '../watching/change-watching-settings.ts';

/** A change of whatever kind, whose wish comes from the database. */
interface StoredChange extends Pick<ControlledChange<never, unknown>, 'kind' | 'right'> {
  judge(tx: Tx, ctx: UserContext, wish: unknown): Promise<Judgement>;
  apply(tx: Tx, ctx: UserContext, wish: unknown, agreement: Agreement): Promise<unknown>;
}

/** Everything that may need a second person. */
const CHANGES: Readonly<Record<ControlKind, StoredChange>> = {
  invitation: stored(INVITE_USER),
  account: stored(CHANGE_USER),
  'account-link': stored(MAKE_ACCOUNT_LINK),
  'account-enabled': stored(ENABLE_USER),
  'account-disabled': stored(DISABLE_USER),
  'second-factor-removed': stored(REMOVE_SECOND_FACTOR),
  grant: stored(GIVE_GRANT),
  'team-managers': stored(SET_MANAGERS),
  'team-members': stored(MOVE_MEMBERS),
  'watching-settings': stored(CHANGE_WATCHING_SETTINGS),
  'sign-in-settings': stored(CHANGE_SIGN_IN_SETTINGS),
  'evidence-package-settings': stored(CHANGE_EVIDENCE_PACKAGE_SETTINGS),
  'saved-search': stored(BEGIN_SAVED_SEARCH),
};

type Row = typeof controlRequests.$inferSelect;

/**
 * Another person agrees, and it is done in the same moment, or refuses. A link that comes of it goes to its
 * owner by e-mail, or is told to whoever agreed, never to who asked. Throws `forbidden` (who asked, who gains by it),
 * `not-found`, `request-closed`, `request-stale`, and what doing it throws.
 */
export async function decideControlRequest(
  ctx: UserContext,
  { request: id, isAgreed, note }: DecideControlRequest,
): Promise<ControlAnswer<AccountLink>> {
  assertRight(ctx.user, 'agree');
  const at = ctx.now();
  const answer = await withTransaction(ctx.db, async (tx) => {
    await lockAccounts(tx);
    const row = await findOpenControlRequest(tx, id, at);
    if (row.requestedBy === ctx.user.id) {
      throw new AppError('forbidden', 'Somebody else has to decide what you asked for.');
    }
    await tx
      .update(controlRequests)
      .set({
        decision: isAgreed ? 'agreed' : 'refused',
        decidedAt: at,
        decidedBy: ctx.user.id,
        note,
      })
      .where(eq(controlRequests.id, id));
    const done = isAgreed ? await applyAgreed(tx, ctx, row) : null;
    await settleRequest(tx, id, at);
    await notify(tx, {
      users: [row.requestedBy],
      facts: {
        kind: isAgreed ? 'approval-given' : 'approval-refused',
        request: id,
        act: row.kind,
      },
      at,
    });
    await appendAuditEntry(tx, ctx, {
      at,
      action: isAgreed ? 'control-request.agreed' : 'control-request.refused',
      entityType: 'control-request',
      entityId: id,
      details: { kind: row.kind, about: row.subject, note, requestedBy: row.requestedBy },
    });
    return { waitsFor: null, done: AccountLink.safeParse(done).data ?? null };
  });
  return sendLink(ctx, answer);
}

async function applyAgreed(tx: Tx, ctx: UserContext, row: Row): Promise<unknown> {
  const change = controlledChange(row.kind);
  await assertAgrees(tx, ctx, { users: row.favouredUsers, roles: row.favouredRoles });
  const asker = await contextOfAsker(tx, ctx, { row, change });
  const judgement = await change.judge(tx, asker, row.wish);
  await assertAgrees(tx, ctx, judgement.favoured);
  if (!isDeepStrictEqual(asStored(judgement.state), row.state)) {
    throw new AppError('request-stale', 'What it changes is not any more what it was.');
  }
  return change.apply(tx, asker, row.wish, { request: row.id, agreedBy: ctx.user.id });
}

async function assertAgrees(tx: Tx, ctx: UserContext, favoured: Favoured): Promise<void> {
  const accounts = await readAgreeingAccounts(tx);
  const own = accounts.find(({ id }) => id === ctx.user.id);
  if (own && isUnfavoured(own, favoured)) return;
  throw new AppError('forbidden', 'Nobody agrees to what favours themselves.');
}

/** It is done in the name of who asked for it, who must be allowed to still. */
async function contextOfAsker(
  tx: Tx,
  ctx: UserContext,
  { row, change }: { readonly row: Row; readonly change: StoredChange },
): Promise<UserContext> {
  const [user] = await tx.select().from(users).where(eq(users.id, row.requestedBy));
  if (!user || user.disabledAt !== null || !rightsOf(user.roles).includes(change.right)) {
    throw new AppError('request-stale', 'Whoever asked for it may not any more.');
  }
  const { id, name, email, roles, personId } = user;
  return { ...ctx, user: { id, name, email, roles, personId } };
}

/** As it comes back from the database. */
function asStored(state: unknown): unknown {
  return JSON.parse(JSON.stringify(state));
}

/** One that waits, locked to the end of the transaction. Throws `not-found`, `request-closed`. */
async function findOpenControlRequest(
  tx: Tx,
  id: ControlRequestId,
  now: number,
): Promise<typeof controlRequests.$inferSelect> {
  const [row] = await tx
    .select()
    .from(controlRequests)
    .where(eq(controlRequests.id, id))
    .for('update');
  if (!row) throw new AppError('not-found', `There is no request ${id}.`);
  if (row.decision === null && row.requestedAt > openSince(now)) return row;
  throw new AppError('request-closed', 'It was decided meanwhile, or nobody answered in time.');
}

/** Whoever asked takes it back. Throws `forbidden`, `not-found`, `request-closed`. */
export async function withdrawControlRequest(
  ctx: UserContext,
  { request: id }: OneControlRequest,
): Promise<void> {
  assertRight(ctx.user, 'agree');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const row = await findOpenControlRequest(tx, id, at);
    if (row.requestedBy !== ctx.user.id) {
      throw new AppError('forbidden', 'Whoever asked for it takes it back: refuse it instead.');
    }
    await tx
      .update(controlRequests)
      .set({ decision: 'withdrawn', decidedAt: at, decidedBy: ctx.user.id })
      .where(eq(controlRequests.id, id));
    await settleRequest(tx, id, at);
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'control-request.withdrawn',
      entityType: 'control-request',
      entityId: id,
      details: { kind: row.kind, about: row.subject },
    });
  });
}

function controlledChange(kind: string): StoredChange {
  return CHANGES[ControlKind.parse(kind)];
}

function stored<Wish, Done>(change: ControlledChange<Wish, Done>): StoredChange {
  return {
    kind: change.kind,
    right: change.right,
    judge: async (tx, ctx, wish) => change.judge(tx, ctx, change.wish.parse(wish)),
    apply: async (tx, ctx, wish, agreement) =>
      change.apply(tx, ctx, change.wish.parse(wish), agreement),
  };
}
