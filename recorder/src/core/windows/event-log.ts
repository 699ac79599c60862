import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The installed recorder is one script, and the helper lies beside it. */
const HELPER = join(import.meta.dirname, 'desktop-helper.exe');

/** Windows keeps few megabytes for all programs: what repeats must not drive out what others have said. */
const MOST_EVENTS = 10;
const WINDOW_MS = 10 * 60_000;

/** pino's number of the level "error". */
const ERROR = 50;

export interface WindowsEvent {
  readonly level: 'warning' | 'error';
  readonly text: string;
}

export interface EventLogOptions {
  readonly write?: (event: WindowsEvent) => void;
  readonly nowMs?: () => number;
}

/**
 * Where Windows keeps the events of all programs, for whoever collects them from many machines. No service is needed:
 * the installer has registered the source. At most ten lines in ten minutes; the recorder's file has all of them.
 */
export function windowsEventLog({
  write = writeByHelper,
  nowMs = () => performance.now(),
}: EventLogOptions = {}): { write(line: string): void } {
  let began = Number.NEGATIVE_INFINITY;
  let written = 0;
  return {
    write(line) {
      if (nowMs() - began >= WINDOW_MS) {
        began = nowMs();
        written = 0;
      }
      written += 1;
      if (written > MOST_EVENTS) return;
      const { level, text } = eventOf(line);
      const last = written === MOST_EVENTS ? `\n\n${LAST}` : '';
      write({ level, text: `${text}${last}` });
    },
  };
}

const LAST = 'More follows in recorder.log alone, as this log is for all programs.';

/** From a line of pino: what happened, and below it the rest. Times stand beside each event. */
function eventOf(line: string): WindowsEvent {
  const { level, msg, time: _, ...rest } = JSON.parse(line);
  const details = Object.keys(rest).length === 0 ? '' : `\n\n${JSON.stringify(rest, null, 2)}`;
  return { level: level >= ERROR ? 'error' : 'warning', text: `${msg ?? ''}${details}` };
}

/** A failure is of no matter: the recorder's own file has the line. */
function writeByHelper({ level, text }: WindowsEvent): void {
  const child = spawn(HELPER, ['event', level], {
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.stdin.end(text);
  child.unref();
}
