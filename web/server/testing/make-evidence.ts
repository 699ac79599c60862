import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { sealedPackageKey } from '@workcompanion/core/evidence/sealed-package';
import {
  CaseId,
  ClipId,
  EvidencePackageId,
  newId,
  type PersonId,
  type UserId,
} from '@workcompanion/core/ids';
import { putBytes } from '@workcompanion/core/storage/put-bytes';
import { SEALED_FILE_KEY_BYTES, SealedFile } from '@workcompanion/core/storage/sealed-file';
import { caseMembers, cases } from '@workcompanion/db/schema/cases';
import { clips, type StoredClipDisplay } from '@workcompanion/db/schema/clips';
import {
  type EvidencePackageState,
  evidencePackages,
} from '@workcompanion/db/schema/evidence-packages';
import type { ServerContext } from '../context.ts';

export interface Evidence {
  readonly case: CaseId;
  readonly clip: ClipId;
  /** A clip without a package. */
  readonly spareClip: ClipId;
  readonly waiting: EvidencePackageId;
  readonly queued: EvidencePackageId;
  readonly failed: EvidencePackageId;
  /** With a package that is a text. */
  readonly made: EvidencePackageId;
}

interface EvidenceFacts {
  readonly person: PersonId;
  readonly footage: { readonly from: number; readonly to: number };
  readonly displays: readonly StoredClipDisplay[];
  readonly by: UserId;
}

export async function makeEvidence(ctx: ServerContext, facts: EvidenceFacts): Promise<Evidence> {
  const { person, footage, displays, by } = facts;
  const [caseId, clip, spareClip] = [newId(CaseId), newId(ClipId), newId(ClipId)];
  const at = { createdAt: ctx.now(), createdBy: by };
  await ctx.db.insert(cases).values({ id: caseId, title: 'Case 12', ...at });
  await joinCase(ctx, caseId, by);
  const row = {
    caseId,
    personId: person,
    title: 'The invoice',
    displays,
    ...at,
    footageFrom: footage.from,
    footageTo: footage.to,
  };
  await ctx.db.insert(clips).values([clip, spareClip].map((id) => ({ id, ...row })));
  return {
    case: caseId,
    clip,
    spareClip,
    waiting: await insertEvidencePackage(ctx, { clip, by, state: 'awaiting-approval' }),
    queued: await insertEvidencePackage(ctx, { clip, by, state: 'queued' }),
    failed: await insertEvidencePackage(ctx, { clip, by, state: 'failed' }),
    made: await makePackage(ctx, { clip, by, content: Buffer.from('a package') }),
  };
}

/** Twice is no error. */
export async function joinCase(ctx: ServerContext, caseId: CaseId, userId: UserId): Promise<void> {
  const member = { caseId, userId, addedAt: ctx.now(), addedBy: userId };
  await ctx.db.insert(caseMembers).values(member).onConflictDoNothing();
}

interface NewEvidencePackage {
  readonly clip: ClipId;
  readonly by: UserId;
  readonly state: EvidencePackageState;
}

export async function insertEvidencePackage(
  ctx: ServerContext,
  { clip, by, state, ...more }: NewEvidencePackage & Partial<typeof evidencePackages.$inferInsert>,
): Promise<EvidencePackageId> {
  const id = more.id ?? newId(EvidencePackageId);
  await ctx.db.insert(evidencePackages).values({
    id,
    clipId: clip,
    state,
    reason: 'legal-request',
    note: 'Letter of the 3rd',
    redaction: { withheld: [], blurred: [] },
    requestedAt: ctx.now(),
    requestedBy: by,
    ...more,
  });
  return id;
}

/** As a worker leaves it: the row, and the package as ciphertext in its folder. */
export async function makePackage(
  ctx: ServerContext,
  { content, ...facts }: Omit<NewEvidencePackage, 'state'> & { readonly content: Buffer },
): Promise<EvidencePackageId> {
  const id = newId(EvidencePackageId);
  const key = randomBytes(SEALED_FILE_KEY_BYTES);
  const folder = await mkdtemp(join(tmpdir(), 'package-'));
  const path = join(folder, 'package');
  const file = await SealedFile.create(path, key);
  await file.write(content);
  await file.finish();
  await putBytes(ctx.evidencePackages, sealedPackageKey({ id, lease: 0 }), await readFile(path));
  await rm(folder, { recursive: true });
  return insertEvidencePackage(ctx, {
    ...facts,
    id,
    state: 'made',
    progress: 1000,
    bytes: content.length,
    wrappedKey: wrapKey(ctx.masterKey, key, id),
    sha256: createHash('sha256').update(content).digest('hex'),
    finishedAt: ctx.now(),
    expiresAt: ctx.now() + 30 * 86_400_000_000,
  });
}
