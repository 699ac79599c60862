import { constants } from 'node:os';
import { stopAllHeldOpen } from './held-open.ts';

/** Runs benches to their end, or to a signal; whatever they hold open is stopped in either case. */
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
    // That its servers are gone is nothing that an interrupted bench need say.
    if (ending === undefined) throw error;
  } finally {
    await (ending ?? stopAllHeldOpen());
  }
}
