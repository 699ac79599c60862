import { join } from 'node:path';
import type { SegmentId } from '@workcompanion/core/ids';

const NOTES_SUFFIX = '.notes';

export interface SegmentPaths {
  /** While it grows. */
  readonly part: string;
  /** Closed: standard HLS AES-128, and what is uploaded. */
  readonly file: string;
  readonly notes: string;
}

export function segmentPaths(folder: string, segment: SegmentId): SegmentPaths {
  return {
    part: join(folder, `${segment}.part`),
    file: join(folder, segmentFileName(segment)),
    notes: join(folder, `${segment}${NOTES_SUFFIX}`),
  };
}

/** What the journal keeps of the path. */
export function segmentFileName(segment: SegmentId): string {
  return `${segment}.ts`;
}

export function isNotesName(name: string): boolean {
  return name.endsWith(NOTES_SUFFIX);
}
