import type { Recorder } from '../recorder.ts';
import type { ControlReply, ControlRequest } from './control-messages.ts';

export async function answerControl(
  recorder: Recorder,
  request: ControlRequest,
): Promise<ControlReply> {
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
