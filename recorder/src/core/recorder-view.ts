import { Notice, Policy } from '@workcompanion/core/protocol/policy';
import { WatchersResponse } from '@workcompanion/core/protocol/watchers';
import { nextChange } from '@workcompanion/core/schedule/weekly-schedule';
import { z } from 'zod';
import { ConnectionReport } from './device/connection-report.ts';
import type { CurrentNotice } from './policy/notice.ts';
import type { Recorder } from './recorder.ts';
import { RecorderStatus } from './recorder-status.ts';
import { RECORDER_VERSION } from './version.ts';

/**
 * Everything that the window shows. The phase is `opening` while the recorder starts, `connecting` while
 * the server does not answer, and `refused` while a person has to correct what `problem` names.
 */
export const RecorderView = z.object({
  version: z.string(),
  phase: z.enum(['opening', 'connecting', 'refused', 'running']),
  /** The code of what prevents a start; null when nothing does. */
  problem: z.string().nullable(),
  server: z.string(),
  status: RecorderStatus.nullable(),
  notice: Notice.extend({
    acknowledged: z.boolean(),
    /** The words that were acknowledged before, while this version waits. */
    before: Notice.shape.text.nullable(),
  }).nullable(),
  policy: Policy.nullable(),
  /** Who may watch and who has watched; null before the portal has told. */
  watchers: WatchersResponse.nullable(),
  /** When the schedule next begins or ends recording, UTC µs. */
  nextScheduleChange: z.number().nullable(),
  /** The last test of the connection; null before a first. */
  connection: ConnectionReport.nullable(),
});
export type RecorderView = z.infer<typeof RecorderView>;

export type StartProgress = Pick<RecorderView, 'phase' | 'problem'>;

/** The view of a recorder that is still being opened. */
export function startingView(
  server: string,
  progress: StartProgress,
  connection: ConnectionReport | null,
): RecorderView {
  return {
    version: RECORDER_VERSION,
    server,
    ...progress,
    status: null,
    notice: null,
    policy: null,
    watchers: null,
    nextScheduleChange: null,
    connection,
  };
}

function noticeView({ notice, acknowledged, before }: CurrentNotice): RecorderView['notice'] {
  return { ...notice, acknowledged, before };
}

export function runningView(
  recorder: Recorder,
  nowMs: number,
  connection: ConnectionReport | null,
): RecorderView {
  const status = recorder.status();
  const { policy } = recorder;
  const posted = recorder.notice();
  const change = nextChange(policy?.schedule ?? null, nowMs);
  return {
    version: RECORDER_VERSION,
    phase: 'running',
    problem: null,
    server: status.server,
    status,
    notice: posted === null ? null : noticeView(posted),
    policy,
    watchers: recorder.watchers,
    nextScheduleChange: change === null ? null : change * 1000,
    connection,
  };
}
