import type { Logger } from 'pino';
import type { PlayContext } from './play-object.ts';

/** What the checks reach the world through. */
export interface IntegrityWork extends PlayContext {
  readonly log: Logger;
  /** UTC µs. */
  readonly now: () => number;
  /** A long run ends at its next safe point. */
  readonly mayGoOn: () => boolean;
}
