/**
 * `failed`: by itself. `killed`: by a signal, and so by somebody else. `refused`: only its operator can
 * mend what it has said.
 */
export interface Ending {
  readonly cause: 'failed' | 'killed' | 'refused';
  /** In words. */
  readonly how: string;
}

/** Something that runs beside us: a child process, or the database server. */
export interface Running {
  readonly ended: Promise<Ending>;
  stop(): Promise<void>;
}

/** Resolves once it is ready; rejects when it can't be, or is not wanted any more. */
export type Start = (stopping: AbortSignal) => Promise<Running>;
