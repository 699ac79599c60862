import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EvidencePackageId } from '@workcompanion/core/ids';
import { systemErrorCode } from '@workcompanion/core/storage/system-error';
import type { Db } from '@workcompanion/db/client';
import { evidencePackageParts } from '@workcompanion/db/schema/evidence-package-parts';
import {
  type EvidencePackageState,
  evidencePackages,
} from '@workcompanion/db/schema/evidence-packages';
import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { EvidenceContext } from './gather/evidence-context.ts';
import { settle } from './settle-evidence-package.ts';
import { workFolder } from './work-folder.ts';

/** "EVIDENCE_PACKAGE.zip.sealed", and in the work folder "EVIDENCE_PACKAGE". */
const PACKAGE = /^([0-9a-f-]{36})\.zip\.sealed$/;
const WORK = /^([0-9a-f-]{36})$/;
const UNDER_WAY: readonly EvidencePackageState[] = ['queued', 'running'];

/** Deletes packages that no row counts any more, and work that nobody goes on from. */
export async function tidyEvidencePackages(db: Db, folder: string): Promise<number> {
  const packages = (await list(folder)).flatMap((name) => parsed(folder, name, PACKAGE));
  const works = (await list(workFolder(folder))).flatMap((name) =>
    parsed(workFolder(folder), name, WORK),
  );
  const isSettled = sql`${evidencePackageParts.evidencePackageId} in (select id from evidence_packages
    where state not in ('queued', 'running'))`;
  await db.delete(evidencePackageParts).where(isSettled);
  const ids = [...new Set([...packages, ...works].map(({ id }) => id))];
  if (ids.length === 0) return 0;
  const rows = await db
    .select({ id: evidencePackages.id, state: evidencePackages.state })
    .from(evidencePackages)
    .where(inArray(evidencePackages.id, ids));
  const stateOf = new Map(rows.map(({ id, state }) => [id, state]));
  const isIn = (id: EvidencePackageId, states: readonly EvidencePackageState[]): boolean =>
    states.some((state) => state === stateOf.get(id));
  const waste = [
    // While a package runs, its file may just be taking its name.
    ...packages.filter(({ id }) => !isIn(id, ['made', 'running'])),
    ...works.filter(({ id }) => !isIn(id, UNDER_WAY)),
  ];
  for (const { path } of waste) await rm(path, { recursive: true, force: true });
  return waste.length;
}

interface Found {
  readonly id: EvidencePackageId;
  readonly path: string;
}

function parsed(folder: string, name: string, pattern: RegExp): Found[] {
  const [, id] = pattern.exec(name) ?? [];
  const known = EvidencePackageId.safeParse(id);
  return known.success ? [{ id: known.data, path: join(folder, name) }] : [];
}

async function list(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw error;
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
      change: { state: 'expired', wrappedKey: null },
      action: 'expired',
      details: {},
    });
    if (isExpired) expired += 1;
  }
  return expired;
}
