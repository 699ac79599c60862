import { describeError } from '@workcompanion/db/describe-error';
import { type Logger, type LoggerOptions, pino } from 'pino';

/** Fields that may hold a secret, at the top of a log record and one level down. */
const SECRET_FIELDS = [
  'password',
  'passwordHash',
  'token',
  'key',
  'privateKey',
  'masterKey',
  'secret',
  'authorization',
  'cookie',
];

/** JSON lines on standard output. Errors are described without what they may quote of the data. */
export function createLogger(level: string): Logger {
  return pino(loggerOptions(level));
}

export function loggerOptions(level: string): LoggerOptions {
  return {
    level,
    base: { service: 'portal' },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: '[redacted]',
    },
  };
}
