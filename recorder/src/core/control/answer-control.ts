import { AppError } from '@workcompanion/core/errors';
import type { Recorder } from '../recorder.ts';
import type { RecorderView } from '../recorder-view.ts';
import type { StopReason } from '../rest-reason.ts';
import type { ControlReply, ControlRequest, WindowFacts } from './control-messages.ts';

/** What the user of this machine may ask things of. */
export interface Controlled {
  /** Null while it is being opened. */
  readonly recorder: Recorder | null;
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

function running({ recorder }: Controlled): Recorder {
  if (recorder !== null) return recorder;
  throw new AppError('unavailable', 'The recorder is still starting.');
}
