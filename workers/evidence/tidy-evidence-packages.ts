import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sealedPackageKey } from '@workcompanion/core/evidence/sealed-package';
import { isMissing } from '@workcompanion/core/files/system-error';
import { EvidencePackageId } from '@workcompanion/core/ids';
import {
  type EvidencePackageState,
  evidencePackageParts,
  evidencePackages,
} from '@workcompanion/db/schema/evidence-packages';
import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { EvidenceContext } from './gather/evidence-context.ts';
import { settle } from './settle-evidence-package.ts';
import { workFolder } from './work-folder.ts';

/** "EVIDENCE_PACKAGE.LEASE.zip.sealed", and in the work folder "EVIDENCE_PACKAGE". */
const PACKAGE = /^([0-9a-f-]{36})\.\d+\.zip\.sealed$/;
const WORK = /^([0-9a-f-]{36})$/;
/** Its package counts, or may be stored just now. */
const HAS_PACKAGE: readonly EvidencePackageState[] = ['made', 'running'];
const UNDER_WAY: readonly EvidencePackageState[] = ['queued', 'running'];

/** Deletes packages that no row counts any more, and work that nobody goes on from. */
export async function tidyEvidencePackages(
  { db, evidencePackages: store }: Pick<EvidenceContext, 'db' | 'evidencePackages'>,
  folder: string,
): Promise<number> {
  const packages = await found(store.list(''), PACKAGE);
  const works = await found(namesIn(workFolder(folder)), WORK);
  const isSettled = sql`${evidencePackageParts.evidencePackageId} in (select id from evidence_packages
    where state not in ('queued', 'running'))`;
  await db.delete(evidencePackageParts).where(isSettled);
  const ids = [...new Set([...packages, ...works].map(({ id }) => id))];
  if (ids.length === 0) return 0;
  const rows = await db
    .select({
      id: evidencePackages.id,
      state: evidencePackages.state,
      lease: evidencePackages.lease,
    })
    .from(evidencePackages)
    .where(inArray(evidencePackages.id, ids));
  const counted = new Set(
    rows.filter(({ state }) => HAS_PACKAGE.includes(state)).map(sealedPackageKey),
  );
  const underWay = new Set(
    rows.filter(({ state }) => UNDER_WAY.includes(state)).map(({ id }) => id),
  );
  const unusedPackages = packages.filter(({ key }) => !counted.has(key));
  const unusedWorks = works.filter(({ id }) => !underWay.has(id));
  for (const { key } of unusedPackages) await store.delete(key);
  for (const { key } of unusedWorks) {
    await rm(join(workFolder(folder), key), { recursive: true, force: true });
  }
  return unusedPackages.length + unusedWorks.length;
}

interface Found {
  readonly id: EvidencePackageId;
  readonly key: string;
}

async function found(
  entries: AsyncIterable<{ readonly key: string }>,
  pattern: RegExp,
): Promise<Found[]> {
  const all: Found[] = [];
  for await (const { key } of entries) {
    const id = EvidencePackageId.safeParse(pattern.exec(key)?.[1]);
    if (id.success) all.push({ id: id.data, key });
  }
  return all;
}

async function* namesIn(path: string): AsyncGenerator<{ readonly key: string }> {
  try {
    for (const key of await readdir(path)) yield { key };
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Packages whose time is over: their keys first, by which nobody can open them any more. */
export async function expirePackages(ctx: EvidenceContext): Promise<number> {
  const { db, now } = ctx;
  const isOver = and(eq(evidencePackages.state, 'made'), lte(evidencePackages.expiresAt, now()));
  const over = await db
    .select({ id: evidencePackages.id })
    .from(evidencePackages)
    .where(isOver)
    .orderBy(asc(evidencePackages.expiresAt));
  let expired = 0;
  for (const { id } of over) {
    const isExpired = await settle(ctx, {
      id,
      where: and(eq(evidencePackages.id, id), isOver),
      change: { state: 'expired', wrappedKey: null, wrappedPassword: null, uncommittedAt: null },
      action: 'expired',
      details: {},
    });
    if (isExpired) expired += 1;
  }
  return expired;
}
