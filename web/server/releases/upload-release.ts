import { AppError } from '@workcompanion/core/errors';
import { releaseFile } from '@workcompanion/core/releases/release-file';
import { verifyRelease } from '@workcompanion/core/releases/release-signature';
import type { ReleaseFacts } from '@workcompanion/core/releases/release-statement';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { releases } from '@workcompanion/db/schema/releases';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { OneRelease, UploadRelease } from '../../contract/releases.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { receiveRelease } from './receive-release.ts';

interface Upload extends UploadRelease {
  /** The MSI. */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * A new release, as a draft. One that was withdrawn may come back, if it is the same file: a version
 * is one file for good.
 */
export async function uploadRelease(
  ctx: UserContext,
  { statement, body }: Upload,
): Promise<OneRelease> {
  assertRight(ctx.user, 'policy');
  const facts = verifyRelease(statement, ctx.releases.keys);
  await assertNew(ctx, facts);
  await receiveRelease(ctx.releases, facts, body);
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const row: typeof releases.$inferInsert = {
      ...facts,
      statement,
      uploadedAt: at,
      uploadedBy: ctx.user.id,
      stage: 'draft',
      percent: 0,
      pausedAt: null,
      pauseCause: null,
      countedFrom: at,
    };
    await tx
      .insert(releases)
      .values(row)
      .onConflictDoUpdate({ target: releases.version, set: row });
    await assertThere(ctx, facts);
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'release.uploaded',
      entityType: 'release',
      entityId: facts.version,
      details: { sha256: facts.sha256, bytes: facts.bytes },
    });
  });
  return { version: facts.version };
}

/**
 * While the row is locked: what was withdrawn and comes back may have lost its file to the workers since
 * it was received.
 */
async function assertThere({ releases: { files } }: UserContext, facts: ReleaseFacts) {
  if ((await files.head(releaseFile(facts))) !== null) return;
  throw new AppError('unavailable', `The file of release ${facts.version} went away.`, {
    retryAfterSeconds: 1,
  });
}

async function assertNew({ db }: UserContext, { version, sha256 }: ReleaseFacts): Promise<void> {
  const [known] = await db.select().from(releases).where(eq(releases.version, version));
  if (known === undefined) return;
  if (known.stage === 'withdrawn' && known.sha256 === sha256) return;
  throw new AppError('already-exists', `There is a release ${version} already.`);
}
