/** What a disk is filled with; all bytes. */
export interface DiskUse {
  readonly freeBytes: number;
  readonly totalBytes: number;
  /** Recordings that are nowhere else. */
  readonly hotBytes: number;
  /** Recordings that are in the archive too. */
  readonly archivedBytes: number;
}

export const DISK_PARTS = ['onlyHere', 'both', 'other', 'free'] as const;
type DiskPart = (typeof DISK_PARTS)[number];

/**
 * The four parts of a disk, which add up to all of it. The catalogue and the disk are read one after
 * the other: where they disagree, what is used is right.
 */
export function diskShares(use: DiskUse): Readonly<Record<DiskPart, number>> {
  const used = Math.max(0, use.totalBytes - use.freeBytes);
  const onlyHere = Math.min(used, use.hotBytes);
  const both = Math.min(used - onlyHere, use.archivedBytes);
  return { onlyHere, both, other: used - onlyHere - both, free: use.totalBytes - used };
}
