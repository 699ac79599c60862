import type { exports } from '@workcompanion/db/schema/exports';
import type { FootageCount } from '../../contract/exports.ts';

type Counted = Pick<typeof exports.$inferSelect, 'segments' | 'absentSegments'>;

/** What its making counted; null before, and of packages that were made before anything was. */
export function footageOf({ segments, absentSegments }: Counted): FootageCount | null {
  if (segments === null || absentSegments === null) return null;
  return { segments, absent: absentSegments };
}
