import { randomBytes } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import { EnrolmentTokenId, newId, type PersonId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { enrolmentTokens } from '@workcompanion/db/schema/enrolment-tokens';
import { people } from '@workcompanion/db/schema/people';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type {
  CreateEnrolmentToken,
  EnrolmentTokenCreated,
} from '../../contract/enrolment-tokens.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { sha256 } from '../keys/sha256.ts';
import { findTeam } from '../teams/list-teams.ts';

const TOKEN_BYTES = 24;
const HOUR = 3_600_000_000;

/** The token itself is told once, in the answer; only its hash is kept. */
export async function createEnrolmentToken(
  ctx: UserContext,
  wish: CreateEnrolmentToken,
): Promise<EnrolmentTokenCreated> {
  assertRight(ctx.user, 'devices');
  const id = newId(EnrolmentTokenId);
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const at = ctx.now();
  const { label, personId, teamId, maxUses, expiresInHours, trustedHosts } = wish;
  const expiresAt = at + expiresInHours * HOUR;
  await withTransaction(ctx.db, async (tx) => {
    if (personId !== null) await assertPersonExists(tx, personId);
    if (teamId !== null) await findTeam(tx, teamId);
    await tx.insert(enrolmentTokens).values({
      id,
      tokenHash: sha256(token),
      label,
      personId,
      teamId,
      createdBy: ctx.user.id,
      createdAt: at,
      expiresAt,
      maxUses,
      trustedHosts,
    });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'enrolment-token.created',
      entityType: 'enrolment-token',
      entityId: id,
      details: { label, personId, teamId, maxUses, expiresAt, trustedHosts },
    });
  });
  return { id, token, serverUrl: ctx.config.publicUrl };
}

/** Throws `not-found`, also for whoever is at a device that waits for approval. */
export async function assertPersonExists(tx: Tx, id: PersonId): Promise<void> {
  const rows = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, id), eq(people.isUnconfirmed, false)));
  if (rows.length === 0) throw new AppError('not-found', `There is no person ${id}.`);
}
