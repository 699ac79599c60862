import { randomBytes } from 'node:crypto';
import type { UserId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { oneTimeLinks } from '@workcompanion/db/schema/users';
import { and, eq, isNull } from 'drizzle-orm';
import type { AccountLink } from '../../contract/control.ts';
import type { ServerContext } from '../context.ts';
import { sha256 } from '../keys/sha256.ts';

const HOUR = 3_600_000_000;
const LIFETIME = { invitation: 7 * 24 * HOUR, 'password-reset': 24 * HOUR } as const;

interface LinkWish {
  readonly user: UserId;
  readonly purpose: keyof typeof LIFETIME;
}

/** A link by which its bearer chooses the account's password, once. The one before it ends. */
export async function makeLink(
  tx: Tx,
  ctx: Pick<ServerContext, 'now' | 'config'>,
  { user, purpose }: LinkWish,
): Promise<AccountLink> {
  const token = randomBytes(32).toString('base64url');
  const createdAt = ctx.now();
  const expiresAt = createdAt + LIFETIME[purpose];
  await endLinks(tx, user);
  await tx
    .insert(oneTimeLinks)
    .values({ tokenHash: sha256(token), purpose, userId: user, createdAt, expiresAt });
  return { user, expiresAt, url: `${ctx.config.publicUrl}/join?token=${token}`, mail: null };
}

export async function endLinks(tx: Tx, user: UserId): Promise<void> {
  await tx
    .delete(oneTimeLinks)
    .where(and(eq(oneTimeLinks.userId, user), isNull(oneTimeLinks.usedAt)));
}
