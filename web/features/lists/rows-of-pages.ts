/**
 * The rows of all pages, each once: what has moved on between two requests (a computer that was seen, a
 * backlog that grew) may come on both.
 */
export function rowsOfPages<Row>(
  pages: readonly { readonly items: readonly Row[] }[] | undefined,
  keyOf: (row: Row) => string | number,
): Row[] {
  const rows = new Map<string | number, Row>();
  for (const row of (pages ?? []).flatMap(({ items }) => items)) {
    if (!rows.has(keyOf(row))) rows.set(keyOf(row), row);
  }
  return [...rows.values()];
}
