import type { Db } from '@workcompanion/db/client';
import type { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { z } from 'zod';
import type { AuditEntry } from '../../contract/audit.ts';
import { namesOfIds, subjectNames } from './subject-names.ts';

interface KeptEntry {
  readonly entry: typeof auditEntries.$inferSelect;
  readonly user: AuditEntry['user'];
}

/** Entries with the present names of what they are about, and of what their details name by id. */
export async function tellEntries(db: Db, kept: readonly KeptEntry[]): Promise<AuditEntry[]> {
  const [entities, others] = await Promise.all([
    subjectNames(
      db,
      kept.map(({ entry }) => keyOf(entry)),
    ),
    namesOfIds(db, idsIn(kept.map(({ entry }) => factsOf(entry)))),
  ]);
  return kept.map(({ entry, user }) => ({
    seq: entry.seq,
    at: entry.at,
    user,
    action: entry.action,
    entityType: entry.entityType,
    entityId: entry.entityId,
    entityName: entities.get(keyOf(entry)) ?? null,
    before: entry.before,
    after: entry.after,
    details: entry.details,
    detailNames: Object.fromEntries(
      idsIn(factsOf(entry)).flatMap((id) => {
        const name = others.get(id);
        return name === undefined ? [] : [[id, name]];
      }),
    ),
  }));
}

function keyOf({ entityType, entityId }: KeptEntry['entry']): string {
  return `${entityType}:${entityId}`;
}

function factsOf({ before, after, details }: KeptEntry['entry']) {
  return [before, after, details];
}

/** All ids that stand somewhere in the details of entries, each once. */
export function idsIn(details: unknown): string[] {
  return [...new Set(walk(details))];
}

function walk(value: unknown): string[] {
  if (typeof value === 'string') return z.uuid().safeParse(value).success ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(walk) : [];
}
