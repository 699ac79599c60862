import type { auditEntries } from '@workcompanion/db/schema/audit-entries';

export type ExportedEntry = typeof auditEntries.$inferSelect & {
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
export const AUDIT_FORMATS = {
  csv: {
    mediaType: 'text/csv; charset=utf-8',
    // The byte order mark tells spreadsheets that it is UTF-8.
    head: `\uFEFF${COLUMNS.join(',')}\r\n`,
    line: (entry: ExportedEntry) => {
      const facts = factsOf(entry);
      return `${COLUMNS.map((column) => cell(facts[column])).join(',')}\r\n`;
    },
  },
  jsonl: {
    mediaType: 'application/x-ndjson; charset=utf-8',
    head: '',
    line: (entry: ExportedEntry) => `${JSON.stringify(factsOf(entry))}\n`,
  },
} as const;

function factsOf({ prev, hash, ...facts }: ExportedEntry) {
  return {
    ...facts,
    time: new Date(facts.at / 1000).toISOString(),
    prev: prev.toString('hex'),
    hash: hash.toString('hex'),
  };
}

function cell(value: unknown): string {
  const text =
    typeof value === 'object' && value !== null ? JSON.stringify(value) : `${value ?? ''}`;
  // A cell that begins like a formula would be run by spreadsheets.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
