import { join } from 'node:path';
import type { SegmentId } from '@workcompanion/core/ids';

const NOTES_SUFFIX = '.notes';

export interface SegmentPaths {
  /** The file while it grows. */
  readonly part: string;
  /** The closed file, standard HLS AES-128, which is uploaded. */
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

/** The name that the journal keeps. */
export function segmentFileName(segment: SegmentId): string {
  return `${segment}.ts`;
}

export function isNotesName(name: string): boolean {
  return name.endsWith(NOTES_SUFFIX);
}
