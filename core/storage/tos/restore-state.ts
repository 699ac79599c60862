import type { IncomingHttpHeaders } from 'node:http';
import type { RestoreState } from '../restorable.ts';

/** Classes whose blobs must be restored before they can be read. */
const FROZEN_CLASSES: ReadonlySet<string> = new Set([
  'ARCHIVE',
  'COLD_ARCHIVE',
  'DEEP_COLD_ARCHIVE',
]);

/**
 * From the headers of a HEAD. `x-tos-restore: ongoing-request="true"` while it lasts, then
 * `ongoing-request="false", expiry-date="Fri, 19 Apr 2024 00:00:00 GMT"`.
 */
export function restoreStateOf(headers: IncomingHttpHeaders): RestoreState {
  const storageClass = String(headers['x-tos-storage-class'] ?? '');
  if (!FROZEN_CLASSES.has(storageClass)) return { kind: 'readable', untilMs: null };
  const restore = String(headers['x-tos-restore'] ?? '');
  if (restore === '') return { kind: 'frozen' };
  if (restore.includes('ongoing-request="true"')) return { kind: 'restoring' };
  const until = Date.parse(/expiry-date="([^"]+)"/.exec(restore)?.[1] ?? '');
  return { kind: 'readable', untilMs: Number.isNaN(until) ? null : until };
}
