import { createHash, randomBytes } from 'node:crypto';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { oneTimeLinks, users } from '../schema/users.ts';
import { withTransaction } from '../transaction.ts';

/** µs: 24 h. */
const LIFETIME = 24 * 60 * 60 * 1_000_000;

/**
 * A fresh token for making the first account, or null once there is a user. Earlier tokens end: only
 * the link printed last works. The database keeps the token's SHA-256.
 */
export async function issueFirstAdminLink(db: Db, now: UtcMicros): Promise<string | null> {
  const token = randomBytes(32).toString('base64url');
  return withTransaction(db, async (tx) => {
    const [user] = await tx.select({ id: users.id }).from(users).limit(1);
    await tx.delete(oneTimeLinks).where(eq(oneTimeLinks.purpose, 'first-admin'));
    if (user) return null;
    await tx.insert(oneTimeLinks).values({
      tokenHash: createHash('sha256').update(token).digest(),
      purpose: 'first-admin',
      createdAt: now,
      expiresAt: now + LIFETIME,
    });
    return token;
  });
}
