import type { WriteStream } from 'node:tty';

const CLEAR_LINE = '\r\u001b[K';
const INTERVAL_MS = 200;

/** A line that counts, for someone who sits before a terminal; nothing in a log. */
export function showProgress(terminal: WriteStream) {
  let shownAt = 0;
  return {
    show(done: number, total: number): void {
      const now = performance.now();
      if (!terminal.isTTY || now - shownAt < INTERVAL_MS) return;
      shownAt = now;
      terminal.write(`${CLEAR_LINE}${Math.floor((done / Math.max(total, 1)) * 100)} %`);
    },
    clear(): void {
      if (terminal.isTTY) terminal.write(CLEAR_LINE);
    },
  };
}
