import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, asc, eq, getTableColumns, gt, lte } from 'drizzle-orm';
import type { AuditFilters, ExportAudit } from '../../contract/audit.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ByteSource, Reply } from '../http/reply.ts';
import { CSV_BEGIN, csvLine } from '../lists/csv-line.ts';
import { matchesFilters } from './list-audit.ts';

const PAGE = 1_000;

type ExportedEntry = typeof auditEntries.$inferSelect & {
  readonly userName: string | null;
};

/** What the hash is made of, in the order of `hashAuditEntry`, and who and when for people. */
const COLUMNS = [
  'seq',
  'time',
  'at',
  'userId',
  'userName',
  'action',
  'entityType',
  'entityId',
  'before',
  'after',
  'details',
  'prev',
  'hash',
] as const;

/** How the log is written out: CSV (RFC 4180) for tables, JSON lines for programs. */
const AUDIT_FORMATS = {
  csv: {
    mediaType: 'text/csv; charset=utf-8',
    head: CSV_BEGIN + csvLine(COLUMNS),
    line: (entry: ExportedEntry) => {
      const facts = factsOf(entry);
      return csvLine(COLUMNS.map((column) => facts[column]));
    },
  },
  jsonl: {
    mediaType: 'application/x-ndjson; charset=utf-8',
    head: '',
    line: (entry: ExportedEntry) => `${JSON.stringify(factsOf(entry))}\n`,
  },
} as const;

/** Entries in order, written while they are sent: the log may be of any length. */
export async function exportAudit(
  ctx: UserContext,
  { format, ...filters }: ExportAudit,
): Promise<Reply> {
  assertRight(ctx.user, 'audit');
  const told = await withTransaction(ctx.db, (tx) =>
    appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'audit.exported',
      entityType: 'audit',
      entityId: 'chain',
      details: { format, ...filters },
    }),
  );
  const { mediaType } = AUDIT_FORMATS[format];
  return {
    status: 200,
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="audit-${told.seq}.${format}"`,
      'cache-control': 'no-store',
    },
    body: written(ctx, { format, filters, last: told.seq }),
  };
}

interface Wanted {
  readonly format: ExportAudit['format'];
  readonly filters: AuditFilters;
  /** What is appended while it is sent is left for the next time. */
  readonly last: number;
}

function written(ctx: UserContext, { format, filters, last }: Wanted): ByteSource {
  const { head, line } = AUDIT_FORMATS[format];
  return {
    async *chunks() {
      yield Buffer.from(head);
      for (let after = 0; ; ) {
        const rows = await readEntries(ctx, { filters, after, last });
        if (rows.length > 0) yield Buffer.from(rows.map(line).join(''));
        if (rows.length < PAGE) return;
        after = rows.at(-1)?.seq ?? last;
      }
    },
    // Each page is read whole before it is sent: there is nothing to close.
    close: async () => {},
  };
}

function readEntries(
  ctx: UserContext,
  { filters, after, last }: Omit<Wanted, 'format'> & { readonly after: number },
): Promise<ExportedEntry[]> {
  const { seq, userId } = auditEntries;
  return ctx.db
    .select({ ...getTableColumns(auditEntries), userName: users.name })
    .from(auditEntries)
    .leftJoin(users, eq(users.id, userId))
    .where(and(matchesFilters(filters), gt(seq, after), lte(seq, last)))
    .orderBy(asc(seq))
    .limit(PAGE);
}

function factsOf({ prev, hash, ...facts }: ExportedEntry) {
  return {
    ...facts,
    time: new Date(facts.at / 1000).toISOString(),
    prev: prev.toString('hex'),
    hash: hash.toString('hex'),
  };
}
