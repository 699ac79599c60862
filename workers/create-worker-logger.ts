import { describeError } from '@workcompanion/db/describe-error';
import { type Logger, pino } from 'pino';
import type { StatusLine } from './terminal/status-line.ts';

/**
 * JSON lines on standard output, above `line` where there is one. Errors are described without the
 * data they may quote.
 */
export function createWorkerLogger(
  level: string,
  line: StatusLine | null = null,
  service = 'workers',
): Logger {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
  };
  if (line === null) return pino(options);
  return pino(options, {
    write: (text: string) => line.above(() => process.stdout.write(text)),
  });
}
