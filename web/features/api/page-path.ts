/** The address of one page of a list; the first page has no cursor. */
export function pagePath(path: string, cursor: string | null): string {
  return cursor === null ? path : `${path}?${new URLSearchParams({ cursor })}`;
}
