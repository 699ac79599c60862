import { describeFailure } from '../threads/describe-failure.ts';
import { type ArchiveContext, archiveSegment } from './archive-segment.ts';
import type { ArchiveTask, TaskOutcome } from './archive-task.ts';

/** The two things that the thread does, with errors as data. */
export function archiveThreadTasks(ctx: ArchiveContext) {
  return {
    archive: (task: ArchiveTask) => answered(archiveSegment(ctx, task)),
    prove: (task: ArchiveTask) => answered(prove(ctx, task)),
  };
}

async function prove(
  { archive, isStored }: ArchiveContext,
  task: ArchiveTask,
): Promise<TaskOutcome> {
  return { kind: (await isStored(archive, task.key, task)) ? 'proved' : 'absent' };
}

async function answered(outcome: Promise<TaskOutcome>): Promise<TaskOutcome> {
  try {
    return await outcome;
  } catch (error) {
    return { kind: 'failed', failure: describeFailure(error) };
  }
}
