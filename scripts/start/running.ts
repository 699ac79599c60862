/** Something that runs beside us: a child process, or the database server. */
export interface Running {
  /** Resolves with how it ended, in words. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** Resolves once it is ready; rejects when it can't be, or is not wanted any more. */
export type Start = (stopping: AbortSignal) => Promise<Running>;
