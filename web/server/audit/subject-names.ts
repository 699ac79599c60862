import type { Db } from '@workcompanion/db/client';
import { policies } from '@workcompanion/db/schema/policies';
import { inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { SUBJECT_SOURCES, type SubjectSource } from './subject-sources.ts';

type Named = readonly [of: string, name: string | null];

/** The present names of what entries are about (`noun:id`), as far as it is still there. */
export async function subjectNames(
  db: Db,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all([
    ...Object.entries(SUBJECT_SOURCES).map(async ([kind, source]) => {
      const named = await namesIn(db, source, idsOf(kind, subjects));
      return named.map(([id, name]): Named => [`${kind}:${id}`, name]);
    }),
    policyNames(db, subjects),
  ]);
  return withNames(found.flat());
}

/** The present names of what entries tell of by its id alone, whatever it is. */
export async function namesOfIds(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const sources = Object.values(SUBJECT_SOURCES);
  return withNames((await Promise.all(sources.map((source) => namesIn(db, source, ids)))).flat());
}

function withNames(found: readonly Named[]): ReadonlyMap<string, string> {
  return new Map(found.filter((named): named is [string, string] => (named[1] ?? '') !== ''));
}

async function namesIn(
  db: Db,
  { table, id, name }: SubjectSource,
  ids: readonly string[],
): Promise<Named[]> {
  const known = ids.filter((one) => z.uuid().safeParse(one).success);
  if (known.length === 0) return [];
  const rows = await db
    .select({ id: sql<string>`${id}`, name })
    .from(table)
    .where(inArray(id, known));
  return rows.map((row) => [row.id, row.name]);
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
