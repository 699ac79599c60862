import { constants } from 'node:os';

interface Stoppable {
  stop(): Promise<void>;
}

const open = new Set<() => Promise<void>>();

/**
 * What a bench stops in its `finally`, and a signal before that: a PostgreSQL in a session of its own
 * outlives a bench that is interrupted. What is still starting is waited for, and stopped then.
 */
export async function heldOpen<T extends Stoppable>(opening: T | Promise<T>): Promise<T> {
  const opened = Promise.resolve(opening);
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= opened.then((it) => it.stop()).finally(() => open.delete(stop));
    return stopping;
  };
  open.add(stop);
  try {
    return { ...(await opened), stop };
  } catch (error) {
    open.delete(stop);
    throw error;
  }
}

/** The last first: workers before the database that they use. */
export async function stopAllHeldOpen(): Promise<void> {
  for (const stop of [...open].reverse()) {
    await stop().catch((error: unknown) => console.error(error));
  }
}

/** Runs benches to their end or to a signal; in both cases everything that they hold open is stopped. */
export async function endBySignal(run: () => Promise<void>): Promise<void> {
  let ending: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      ending ??= stopAllHeldOpen().then(() => process.exit(128 + constants.signals[signal]));
    });
  }
  try {
    await run();
  } catch (error) {
    // An interrupted bench need not report that its servers are gone.
    if (ending === undefined) throw error;
  } finally {
    await (ending ?? stopAllHeldOpen());
  }
}
