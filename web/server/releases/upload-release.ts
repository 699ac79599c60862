import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '@workcompanion/core/errors';
import { releaseFile } from '@workcompanion/core/releases/release-file';
import { assertSameRelease, verifyRelease } from '@workcompanion/core/releases/release-signature';
import type { ReleaseFacts } from '@workcompanion/core/releases/release-statement';
import { writeBatches } from '@workcompanion/core/storage/write-batches';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { releases } from '@workcompanion/db/schema/releases';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { OneRelease, UploadRelease } from '../../contract/releases.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ReleaseStore } from './release-store.ts';

/** What the disk keeps for everything else. */
const LEAST_FREE_BYTES = 1024 ** 3;

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

/**
 * Writes the MSI and makes it durable; only as much as its statement says, and only
 * if it is the very file. Throws `release-mismatch`, `storage-full`.
 */
async function receiveRelease(
  store: ReleaseStore,
  facts: ReleaseFacts,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  const path = store.incoming(randomUUID());
  await mkdir(dirname(path), { recursive: true });
  await assertRoom(dirname(path), facts.bytes);
  try {
    await write(path, facts, body);
    await store.files.adopt(releaseFile(facts), path);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

async function write(
  path: string,
  facts: ReleaseFacts,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    await writeBatches(file, body, (chunk) => {
      bytes += chunk.length;
      if (bytes > facts.bytes) throw tooLong(facts);
      hash.update(chunk);
    });
    assertSameRelease(facts, { sha256: hash.digest('hex'), bytes });
    await file.sync();
  } finally {
    await file.close();
  }
}

function tooLong({ version, bytes }: ReleaseFacts): AppError {
  return new AppError('release-mismatch', `The file is longer than the ${bytes} bytes stated.`, {
    details: { version },
  });
}

async function assertRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= bytes + LEAST_FREE_BYTES) return;
  throw new AppError('storage-full', 'The disk has no room for this release.');
}
