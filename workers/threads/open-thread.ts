import { Piscina } from 'piscina';

const IDLE_MS = 60_000;

interface ThreadWish {
  /** The module whose exports are what it can do. */
  readonly module: URL;
  /** Plain: it is copied into the thread. */
  readonly data: unknown;
  /** Tasks at a time. */
  readonly slots: number;
  /** MiB for what lives shortly, where the default is too much. */
  readonly nursery?: number;
}

/** One thread, which starts with its first task and ends when there is nothing to do. */
export function openThread<Task, Outcome>(wish: ThreadWish): Piscina<Task, Outcome> {
  const { module, data, slots, nursery } = wish;
  return new Piscina<Task, Outcome>({
    filename: module.href,
    minThreads: 0,
    maxThreads: 1,
    concurrentTasksPerWorker: slots,
    idleTimeout: IDLE_MS,
    ...(nursery !== undefined && { resourceLimits: { maxYoungGenerationSizeMb: nursery } }),
    workerData: data,
    execArgv: [],
  });
}
