import { formatBytes } from '@workcompanion/core/format-bytes';
import type { Recorder } from '../recorder.ts';
import type { RecorderStatus } from '../recorder-status.ts';
import type { StartProgress } from '../recorder-view.ts';
import { type UploadProgress, uploadProgress } from '../upload-progress.ts';

const STATES = {
  'awaiting-notice': 'waiting for you to acknowledge the notice',
  recording: 'recording',
  paused: 'paused',
  'outside-schedule': 'not recording: outside the schedule',
  'disk-full': 'not recording: the disk is full',
  'capture-failed': 'not recording: the screen can not be captured',
  stopping: 'stopping',
} as const satisfies Record<RecorderStatus['state'], string>;

const PROGRESS = {
  refused: 'not everything uploaded: the portal refuses entries',
  repairing: 'not everything uploaded: the damaged journal is being repaired',
  former: 'not everything uploaded: segments of a former enrolment wait',
  unchecked: 'nothing waits; not compared with the portal yet',
  uploaded: 'everything uploaded',
} as const satisfies Record<Exclude<UploadProgress, 'waiting'>, string>;

/** "● recording since 09:12 · eDP-1, HDMI-1 · 3 segments (1.2 MB) to upload · last upload 09:41" */
export function progressLine(status: RecorderStatus): string {
  const { state, since, displays, backlog, lastUploadAt, pausedUntil, uploadProblem } = status;
  const until = pausedUntil === null ? '' : ` until ${timeOfDay(pausedUntil)}`;
  const progress = uploadProgress(status);
  const waiting =
    progress === 'waiting'
      ? `${backlog.segments} segments (${formatBytes(backlog.bytes, 'en')}) to upload`
      : PROGRESS[progress];
  return [
    `${state === 'recording' ? '●' : '○'} ${STATES[state]} since ${timeOfDay(since)}${until}`,
    status.approval === 'waiting' ? 'waits for approval in the portal' : '',
    status.watchedNow ? 'somebody watches live' : '',
    displays.join(', '),
    waiting,
    lastUploadAt === null ? '' : `last upload ${timeOfDay(lastUploadAt)}`,
    uploadProblem === null ? '' : `server: ${uploadProblem}`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** The line of a recorder that is not open yet. */
export function startingLine({ phase, problem }: StartProgress): string {
  if (problem === 'storage-full') return STATES['disk-full'];
  if (phase === 'connecting') return `not recording: waiting for the server (${problem})`;
  return 'starting';
}

function timeOfDay(micros: number): string {
  return new Date(micros / 1000).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
  });
}

const REDRAW_MS = 1_000;
const REDRAW = '\r\u001b[K';

interface Progress {
  stop(): void;
}

/** Shows one line that stays up to date on a terminal; elsewhere prints a line at each change of state. */
export function showProgress(recorder: Recorder, output: NodeJS.WriteStream): Progress {
  let shown = '';
  const draw = (start: string, end: string) => {
    const line = progressLine(recorder.status());
    if (line === shown) return;
    shown = line;
    output.write(`${start}${line}${end}`);
  };
  if (!output.isTTY) {
    const onChange = () => draw('', '\n');
    recorder.on('changed', onChange);
    onChange();
    return { stop: () => recorder.off('changed', onChange) };
  }
  const timer = setInterval(() => draw(REDRAW, ''), REDRAW_MS);
  return {
    stop() {
      clearInterval(timer);
      output.write('\n');
    },
  };
}
