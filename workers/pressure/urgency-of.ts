import type { PressureLevel } from '@workcompanion/db/schema/storage-samples';
import type { ArchiveUrgency } from '../archive/archive-options.ts';

/** What the archive shall do about it. */
export function urgencyOf(level: PressureLevel, mustSweep: boolean): ArchiveUrgency {
  switch (level) {
    case 'calm':
      return mustSweep ? 'sweep' : 'none';
    case 'early':
      return 'early';
    case 'full':
    case 'refuse':
      return 'full';
  }
}
