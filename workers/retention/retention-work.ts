import type { Db } from '@workcompanion/db/client';
import type { Logger } from 'pino';
import type { CopyPlace } from './copy-place.ts';

/** What a deletion reaches the world through. */
export interface RetentionWork {
  readonly db: Db;
  readonly log: Logger;
  /** UTC µs. */
  readonly now: () => number;
  readonly masterKey: Buffer;
  /** Null when there is none: then what was archived can't be deleted, and waits. */
  readonly archive: CopyPlace | null;
  readonly otherPlaces: readonly CopyPlace[];
  /**
   * µs between the keys' end and that of the objects. By then nobody holds a key in memory any more
   * (30 s), and an upload that was let in before is in the catalogue (a request's statement: 30 s).
   */
  readonly settle: number;
  /** A long run ends at its next safe point. */
  readonly mayGoOn: () => boolean;
}
