import { openThread } from '../threads/open-thread.ts';
import { describeFailure } from '../threads/task-failure.ts';
import type { ArchiveOptions } from './archive-options.ts';
import type { ArchiveTask, TaskOutcome } from './archive-segment.ts';
import type { ThreadOptions } from './archive-thread-context.ts';

/** MiB. Uploads make short-lived pieces only: a small nursery halves CPU and memory. */
const NURSERY = 2;

export interface ArchivePool {
  /** Never rejects. */
  run(verb: 'archive' | 'prove', task: ArchiveTask): Promise<TaskOutcome>;
  /** Ends the thread at once. A put that is cut so leaves nothing behind. */
  close(): Promise<void>;
}

/**
 * One thread with all the slots: ten threads with one slot each need five times the memory and twice
 * the CPU for half the throughput.
 */
export function openArchivePool(
  { store, hotStore, bytesPerSecond, mostSlots }: ArchiveOptions,
  thread = new URL('./archive-thread.ts', import.meta.url),
): ArchivePool {
  const options: ThreadOptions = { store, hotStore, bytesPerSecond };
  const piscina = openThread<ArchiveTask, TaskOutcome>({
    module: thread,
    data: options,
    slots: mostSlots,
    nursery: NURSERY,
  });
  return {
    run: async (verb, task) => {
      try {
        return await piscina.run(task, { name: verb });
      } catch (error) {
        // The thread is gone, by `close` or by a crash. Piscina starts another.
        return { kind: 'failed', failure: describeFailure(error) };
      }
    },
    close: () => piscina.destroy(),
  };
}
