import type { HeartbeatRequest, RecorderState } from '@workcompanion/core/protocol/messages';
import type { CaptureControl } from './capture/capture-control.ts';
import { freeBytes } from './capture/disk-guard.ts';
import type { RecorderParts } from './recorder-parts.ts';
import { RECORDER_VERSION } from './version.ts';

const MOST_PARKED_TOLD = 50;

export async function heartbeatMessage(
  { journal, queue, policy, serverClock, segments, checkpoints, updates }: RecorderParts,
  capture: CaptureControl,
  state: RecorderState,
): Promise<HeartbeatRequest> {
  return {
    state,
    recorderVersion: RECORDER_VERSION,
    policyVersion: policy.current?.version ?? 0,
    displays: [...capture.displays],
    journalEnd: journal.head.index,
    backlog: queue.backlog(),
    parked: queue.parked(MOST_PARKED_TOLD),
    lastFrameAt: capture.lastFrameAt,
    pictureProblems: [...capture.pictureProblems],
    clockOffset: serverClock.offset,
    checkpointProblem: checkpoints.problem,
    updates: updates.report(),
    freeDiskBytes: await freeBytes(segments).catch(() => null),
  };
}
