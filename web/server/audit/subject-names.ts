import type { Db } from '@workcompanion/db/client';
import { policies } from '@workcompanion/db/schema/policies';
import { inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { SUBJECT_SOURCES } from './subject-sources.ts';

type Named = readonly [subject: string, name: string | null];

/** The present names of what entries are about (`noun:id`), as far as it is still there. */
export async function subjectNames(
  db: Db,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const kinds = Object.keys(SUBJECT_SOURCES);
  const found = await Promise.all([
    ...kinds.map((kind) => namesOfKind(db, { kind, subjects })),
    policyNames(db, subjects),
  ]);
  return new Map(
    found.flat().filter((named): named is [string, string] => (named[1] ?? '') !== ''),
  );
}

async function namesOfKind(
  db: Db,
  { kind, subjects }: { readonly kind: string; readonly subjects: readonly string[] },
): Promise<Named[]> {
  const ids = idsOf(kind, subjects).filter((id) => z.uuid().safeParse(id).success);
  const source = SUBJECT_SOURCES[kind];
  if (source === undefined || ids.length === 0) return [];
  const { table, id, name } = source;
  const rows = await db
    .select({ id: sql<string>`${id}`, name })
    .from(table)
    .where(inArray(id, ids));
  return rows.map((row) => [`${kind}:${row.id}`, row.name]);
}

/** Policies go by their number, and are called so too. */
async function policyNames(db: Db, subjects: readonly string[]): Promise<Named[]> {
  const versions = idsOf('policy', subjects).map(Number).filter(Number.isSafeInteger);
  if (versions.length === 0) return [];
  const { version, name } = policies;
  const rows = await db.select({ version, name }).from(policies).where(inArray(version, versions));
  return rows.map((row) => [
    `policy:${row.version}`,
    row.name === '' ? null : `${row.version} · ${row.name}`,
  ]);
}

function idsOf(kind: string, subjects: readonly string[]): string[] {
  const prefix = `${kind}:`;
  const ids = subjects.flatMap((subject) =>
    subject.startsWith(prefix) ? [subject.slice(prefix.length)] : [],
  );
  return [...new Set(ids)];
}
