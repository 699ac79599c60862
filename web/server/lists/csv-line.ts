/** The byte order mark tells spreadsheets that it is UTF-8. */
export const CSV_BEGIN = '\uFEFF';

export function csvLine(values: readonly unknown[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

/** A cell of a CSV (RFC 4180). One that begins like a formula would be run by spreadsheets. */
function csvCell(value: unknown): string {
  const text =
    typeof value === 'object' && value !== null ? JSON.stringify(value) : `${value ?? ''}`;
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
