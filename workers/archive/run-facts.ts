import type { ArchiveRunState } from '@workcompanion/db/schema/archive-runs';
import type { TaskFailure } from '../threads/task-failure.ts';

/** How far a run is. */
export interface RunFacts {
  readonly state: ArchiveRunState;
  readonly objects: number;
  readonly bytes: number;
  readonly failures: number;
  readonly quarantined: number;
  readonly leftObjects: number;
  readonly leftBytes: number;
  /** Null before there is a figure. */
  readonly bytesPerSecond: number | null;
  readonly problem: TaskFailure | null;
}

/** Whoever shows it; told every two seconds while a run goes on. */
export interface RunReport {
  show(facts: RunFacts): void;
  /** The run is over. */
  end(): void;
}
