import type { HeartbeatRequest, RecorderState } from '@workcompanion/core/protocol/messages';
import type { CaptureControl } from './capture/capture-control.ts';
import { freeBytes } from './capture/disk-guard.ts';
import type { Backlog } from './journal/upload-queue.ts';
import type { RecorderParts } from './recorder-parts.ts';
import { RECORDER_VERSION } from './version.ts';

const MOST_PARKED_TOLD = 50;

export async function heartbeatMessage(
  {
    host,
    journal,
    queue,
    former,
    policy,
    serverClock,
    segments,
    checkpoints,
    updates,
  }: RecorderParts,
  capture: CaptureControl,
  state: RecorderState,
): Promise<HeartbeatRequest> {
  return {
    state,
    recorderVersion: RECORDER_VERSION,
    keyStorage: host.keyStorage,
    policyVersion: policy.current?.version ?? 0,
    displays: [...capture.displays],
    journalEnd: journal.head.index,
    backlog: together(queue.backlog(), former.unsent),
    parked: queue.parked(MOST_PARKED_TOLD),
    lastFrameAt: capture.lastFrameAt,
    pictureProblems: [...capture.pictureProblems],
    clockOffset: serverClock.offset,
    checkpointProblem: checkpoints.problem,
    updates: updates.report(),
    freeDiskBytes: await freeBytes(segments).catch(() => null),
  };
}

/** What this computer recorded as a former device waits here too. */
function together(own: Backlog, former: Backlog): Backlog {
  const oldest = [own.oldest, former.oldest].filter((at) => at !== null);
  return {
    segments: own.segments + former.segments,
    bytes: own.bytes + former.bytes,
    oldest: oldest.length === 0 ? null : Math.min(...oldest),
  };
}
