import { setTimeout as delay } from 'node:timers/promises';
import { isAppError } from '@workcompanion/core/errors';
import { claimDirectory } from '@workcompanion/db/embedded/claim-directory';

const POLL_MS = 250;

/** One build of a checkout at a time: two portals may be started from it at once. */
export async function withBuildLock(
  directory: string,
  stopping: AbortSignal,
  build: () => Promise<void>,
): Promise<void> {
  const release = await claim(directory, stopping);
  try {
    await build();
  } finally {
    await release();
  }
}

async function claim(directory: string, stopping: AbortSignal): Promise<() => Promise<void>> {
  for (;;) {
    try {
      return await claimDirectory(directory);
    } catch (error) {
      if (!isAppError(error, 'unavailable')) throw error;
      await delay(POLL_MS, undefined, { signal: stopping });
    }
  }
}
