import { join } from 'node:path';
import { destination, type Level, type Logger, multistream, pino } from 'pino';
import { createStream } from 'rotating-file-stream';
import { windowsEventLog } from './windows/event-log.ts';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** At most four files of this size are kept in total. */
const FILE_SIZE = '4M';
const OLDER_FILES = 3;

/** Nothing that is logged should hold these fields; if it ever does, they are left out of the file. */
const SECRETS = [
  'key',
  'privateKey',
  'd',
  'token',
  'systemSecret',
  'authorization',
  'sealedKey',
  'headers',
];

interface LogOptions {
  readonly folder: string;
  readonly level: Level;
  /** From this level on, lines also go to standard error. */
  readonly terminalLevel: Level;
}

/** The recorder's log: a file in the data folder that never outgrows its bounds, the terminal, and Windows' own. */
export function createLog({ folder, level, terminalLevel }: LogOptions): Logger {
  const file = createStream('recorder.log', {
    path: join(folder, 'logs'),
    size: FILE_SIZE,
    rotate: OLDER_FILES,
    mode: 0o600,
  });
  // A full disk must not end the recorder for want of a log line.
  file.on('error', () => {});
  const terminal = destination({ fd: 2, sync: true });
  return pino(
    { level, base: null, redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]) } },
    multistream([
      { level, stream: file },
      { level: terminalLevel, stream: terminal },
      ...(process.platform === 'win32'
        ? [{ level: 'warn', stream: windowsEventLog() } as const]
        : []),
    ]),
  );
}
