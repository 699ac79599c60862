import type { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import type { FootageCount } from '../../contract/evidence-packages.ts';

type Counted = Pick<typeof evidencePackages.$inferSelect, 'segments' | 'absentSegments'>;

/** What its making counted; null before, and of packages that were made before anything was. */
export function footageOf({ segments, absentSegments }: Counted): FootageCount | null {
  if (segments === null || absentSegments === null) return null;
  return { segments, absent: absentSegments };
}
