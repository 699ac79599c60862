import { AppError } from '@workcompanion/core/errors';
import type { Db, Tx } from '@workcompanion/db/client';
import { oneTimeLinks } from '@workcompanion/db/schema/one-time-links';
import { users } from '@workcompanion/db/schema/users';
import { and, eq, gt, inArray, isNull } from 'drizzle-orm';
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
