import type { WatchedResponse } from '@workcompanion/core/protocol/watchers';
import { z } from 'zod';
import type { DeviceContext } from '../device-context.ts';
import { isWatchedNow } from '../views/is-watched-now.ts';

export const AwaitWatched = z.object({ known: z.stringbool() });

interface Wait extends z.infer<typeof AwaitWatched> {
  /** Aborted when the recorder leaves. */
  readonly signal: AbortSignal;
}

/** Proxies give up after a minute. */
const HOLD_MS = 50_000;
/** That nobody watches any more is nobody's deed, and other nodes may not be heard: it must be looked for. */
const LOOK_AGAIN_MS = 5_000;

/**
 * Answers as soon as it is not as the recorder knows, so that the person is shown at once that
 * somebody watches; else after most of a minute.
 */
export async function awaitWatched(
  { db, device, now, watchNotifier }: DeviceContext,
  { known, signal }: Wait,
): Promise<WatchedResponse> {
  const mustLook = () => known || !watchNotifier.hearsOthers;
  const over = AbortSignal.any([signal, AbortSignal.timeout(HOLD_MS)]);
  for (;;) {
    const done = new AbortController();
    const signals = [
      over,
      done.signal,
      ...(mustLook() ? [AbortSignal.timeout(LOOK_AGAIN_MS)] : []),
    ];
    // Before the look: what is told during it counts.
    const word = watchNotifier.next(device.id, AbortSignal.any(signals));
    const watchedNow = await isWatchedNow(db, device.id, now());
    if (watchedNow !== known || over.aborted || watchNotifier.isReleased) {
      done.abort();
      return { watchedNow };
    }
    await word;
  }
}
