import type { KeyedSegment } from '@workcompanion/db/retention/segments-of-keys';

/** Somewhere that bytes of a segment may lie. */
export interface CopyPlace {
  readonly name: string;
  /** Of all copies there. May run twice; one that is not there is no error. */
  deleteCopies(segments: readonly KeyedSegment[]): Promise<void>;
}
