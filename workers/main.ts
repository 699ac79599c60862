import { createLogger } from './create-logger.ts';
import { readEnv } from './env.ts';
import { runWorkers } from './run-workers.ts';
import { StatusLine } from './terminal/status-line.ts';

const env = readEnv();
const line = process.stderr.isTTY ? new StatusLine(process.stderr) : null;
const log = createLogger(env.LOG_LEVEL, line);
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => stopping.abort());
}

try {
  await runWorkers(env, { log, line, stopping: stopping.signal });
  log.info('workers have stopped');
} catch (err) {
  log.fatal({ err }, 'workers cannot go on');
  process.exitCode = 1;
}

/** A connection to a server that fell silent may never end, and would hold the process. */
setTimeout(() => process.exit(), 1_000).unref();
