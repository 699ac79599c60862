import type { Db } from '@workcompanion/db/client';
import type { auditEntries } from '@workcompanion/db/schema/audit-entries';
import type { AuditEntry } from '../../contract/audit.ts';
import { idsIn } from './ids-in.ts';
import { namesOfIds, subjectNames } from './subject-names.ts';

interface KeptEntry {
  readonly entry: typeof auditEntries.$inferSelect;
  readonly user: AuditEntry['user'];
}

/** Entries with the present names of what they are about, and of what their details name by id. */
export async function tellEntries(db: Db, kept: readonly KeptEntry[]): Promise<AuditEntry[]> {
  const [subjects, others] = await Promise.all([
    subjectNames(
      db,
      kept.map(({ entry }) => entry.subject),
    ),
    namesOfIds(db, idsIn(kept.map(({ entry }) => entry.details))),
  ]);
  return kept.map(({ entry: { seq, at, action, subject, details }, user }) => ({
    ...{ seq, at, user, action, subject, details },
    subjectName: subjects.get(subject) ?? null,
    detailNames: Object.fromEntries(
      idsIn(details).flatMap((id) => {
        const name = others.get(id);
        return name === undefined ? [] : [[id, name]];
      }),
    ),
  }));
}
