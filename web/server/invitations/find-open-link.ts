import { AppError } from '@workcompanion/core/errors';
import type { Db, Tx } from '@workcompanion/db/client';
import { oneTimeLinks, users } from '@workcompanion/db/schema/users';
import { and, eq, gt, inArray, isNull } from 'drizzle-orm';
import type { InspectedLink, InspectLink } from '../../contract/account-links.ts';
import type { ServerContext } from '../context.ts';
import { sha256 } from '../keys/sha256.ts';

const PURPOSES = ['invitation', 'password-reset'] as const;

export interface OpenLink {
  readonly purpose: (typeof PURPOSES)[number];
  readonly tokenHash: Buffer;
  readonly user: typeof users.$inferSelect;
}

/** A link that works still, and whose it is. Throws `not-found` for all others alike. */
export async function findOpenLink(db: Db | Tx, token: string, now: number): Promise<OpenLink> {
  const tokenHash = sha256(token);
  const [row] = await db
    .select({ purpose: oneTimeLinks.purpose, user: users })
    .from(oneTimeLinks)
    .innerJoin(users, eq(users.id, oneTimeLinks.userId))
    .where(
      and(
        eq(oneTimeLinks.tokenHash, tokenHash),
        inArray(oneTimeLinks.purpose, [...PURPOSES]),
        gt(oneTimeLinks.expiresAt, now),
        isNull(oneTimeLinks.usedAt),
        isNull(users.disabledAt),
      ),
    )
    .for('update');
  const purpose = PURPOSES.find((known) => known === row?.purpose);
  if (!row || !purpose) throw new AppError('not-found', 'This link does not work any more.');
  return { purpose, tokenHash, user: row.user };
}

/** Whose link it is, told to whoever bears it. Throws `not-found`. */
export async function inspectLink(
  ctx: ServerContext,
  { token }: InspectLink,
): Promise<InspectedLink> {
  const { purpose, user } = await findOpenLink(ctx.db, token, ctx.now());
  return { purpose, name: user.name, email: user.email };
}
