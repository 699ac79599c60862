import { StartRefusal } from '@workcompanion/core/start-refusal';
import { createWorkerLogger } from './create-worker-logger.ts';
import { readWorkerEnv } from './env.ts';
import { runWorkers, type WorkerKind } from './run-workers.ts';
import { StatusLine } from './terminal/status-line.ts';

/** The life of a process of this kind, until a signal; its end and its exit code say how it went. */
export async function runProcess(kind: WorkerKind): Promise<void> {
  const { service } = kind;
  const line = process.stderr.isTTY ? new StatusLine(process.stderr) : null;
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => stopping.abort());
  }
  let log = createWorkerLogger('info', line, service);
  try {
    const env = readWorkerEnv();
    log = createWorkerLogger(env.LOG_LEVEL, line, service);
    await runWorkers(env, {
      kind,
      log,
      line,
      stopping: stopping.signal,
    });
    log.info('workers have stopped');
  } catch (err) {
    if (err instanceof StartRefusal) log.fatal(err.message);
    else log.fatal({ err }, 'workers cannot go on');
    process.exitCode = err instanceof StartRefusal ? err.exitCode : 1;
  }
  // A connection to a server that fell silent may never end, and would hold the process.
  setTimeout(() => process.exit(), 1_000).unref();
}
