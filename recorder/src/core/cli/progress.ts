import type { Recorder } from '../recorder.ts';
import { progressLine } from './progress-line.ts';

const REDRAW_MS = 1_000;
const REDRAW = '\r\u001b[K';

export interface Progress {
  stop(): void;
}

/** One line that stays up to date on a terminal; elsewhere a line each time the state changes. */
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
