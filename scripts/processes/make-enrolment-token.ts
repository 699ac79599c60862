import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { EnrolmentTokenId, newId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { enrolmentTokens } from '@workcompanion/db/schema/enrolment-tokens';

const HOUR_MICROS = 3_600_000_000;

/** Straight into the database, good for an hour, and for this machine without approval. */
export async function makeEnrolmentToken(
  db: Db,
  { label, maxUses }: { readonly label: string; readonly maxUses: number },
): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const now = Date.now() * 1000;
  await db.insert(enrolmentTokens).values({
    id: newId(EnrolmentTokenId),
    tokenHash: createHash('sha256').update(token).digest(),
    label,
    createdAt: now,
    expiresAt: now + HOUR_MICROS,
    maxUses,
    trustedHosts: [hostname()],
  });
  return token;
}
