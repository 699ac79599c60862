import type { SortPosition } from '../../contract/sorted-page.ts';

/** A position as `SortCursor` of the contract reads it. */
export function sortCursor({ sort, key, id }: SortPosition): string {
  return Buffer.from(JSON.stringify([sort, key, id])).toString('base64url');
}
