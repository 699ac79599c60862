import { createLogger } from './create-logger.ts';
import { readEnv } from './env.ts';
import { runWorkers } from './run-workers.ts';

const env = readEnv();
const log = createLogger(env.LOG_LEVEL);
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => stopping.abort());
}

try {
  await runWorkers(env, log, stopping.signal);
  log.info('workers have stopped');
} catch (err) {
  log.fatal({ err }, 'workers cannot go on');
  process.exitCode = 1;
}
