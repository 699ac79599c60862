import { describeError } from '@workcompanion/db/describe-error';
import { type Logger, pino } from 'pino';

/** JSON lines on standard output. Errors are described without the data they may quote. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: { service: 'workers' },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
  });
}
