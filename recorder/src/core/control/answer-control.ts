import { AppError } from '@workcompanion/core/errors';
import type { Recorder } from '../recorder.ts';
import type { RecorderView, StartProgress } from '../recorder-view.ts';
import type { StopReason } from '../rest-reason.ts';
import type { ControlReply, ControlRequest, WindowFacts } from './control-messages.ts';

/** What the user of this machine may ask things of. */
export interface Controlled {
  /** Null while it is being opened. */
  readonly recorder: Recorder | null;
  /** How far its opening is. */
  readonly progress: StartProgress;
  view(window: WindowFacts): RecorderView;
  /** Begins an orderly end; it is not over when this returns. */
  stop(why: StopReason): void;
}

export async function answerControl(
  controlled: Controlled,
  request: ControlRequest,
): Promise<ControlReply> {
  switch (request.command) {
    case 'look':
      return { view: controlled.view(request) };
    case 'stop':
      controlled.stop(request.signedOut ? 'signed-out' : 'stopped');
      return { stopping: true };
    case 'status':
      if (controlled.recorder === null) return { starting: controlled.progress };
  }
  const recorder = running(controlled);
  switch (request.command) {
    case 'status':
      break;
    case 'notice': {
      const current = recorder.notice();
      return { notice: current?.notice ?? null, acknowledged: current?.acknowledged ?? false };
    }
    case 'acknowledge':
      await recorder.acknowledge(request.locale);
      break;
    case 'pause': {
      const { reason, minutes } = request;
      await recorder.pause(minutes === undefined ? { reason } : { reason, minutes });
      break;
    }
    case 'resume':
      await recorder.resume();
      break;
  }
  return { status: recorder.status() };
}

export const DISK_FULL =
  'The disk is full, so that this can not be written down. Nothing is recorded until there is room.';

function running({ recorder, progress }: Controlled): Recorder {
  if (recorder !== null) return recorder;
  if (progress.problem === 'storage-full') throw new AppError('storage-full', DISK_FULL);
  throw new AppError('unavailable', 'The recorder is still starting.');
}
