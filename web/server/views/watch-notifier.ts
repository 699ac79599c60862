import type { DeviceId } from '@workcompanion/core/ids';
import { sendNotice } from '@workcompanion/db/notices';
import type { ServerContext } from '../context.ts';

/** Wakes the requests in which recorders wait to hear that somebody watches. */
export class WatchNotifier {
  readonly #waiting = new Map<DeviceId, Set<() => void>>();
  #hearsOthers = false;
  /** The server stops: nobody may wait any more. */
  isReleased = false;

  /** Whether what other nodes tell arrives. While it does not, who waits must look from time to time. */
  get hearsOthers(): boolean {
    return this.#hearsOthers;
  }

  /** At a change all look again: what was told in between is lost. */
  set hearsOthers(hears: boolean) {
    if (hears === this.#hearsOthers) return;
    this.#hearsOthers = hears;
    this.#wakeAll();
  }

  /** Somebody watches the device live, as has been written down. */
  wake(device: DeviceId): void {
    for (const wake of this.#waiting.get(device) ?? []) wake();
  }

  release(): void {
    this.isReleased = true;
    this.#wakeAll();
  }

  /** Waits for the next word of the device, or for the signal. */
  next(device: DeviceId, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const wakers = this.#waiting.get(device) ?? new Set();
    this.#waiting.set(device, wakers.add(resolve));
    signal.addEventListener('abort', () => resolve(), { once: true });
    return promise.finally(() => {
      wakers.delete(resolve);
      if (wakers.size === 0) this.#waiting.delete(device);
    });
  }

  #wakeAll(): void {
    for (const device of this.#waiting.keys()) this.wake(device);
  }
}

/** Wakes who waits for the device, at whatever node. Comes after it was written down. */
export async function tellWatched(
  { db, watchNotifier }: Pick<ServerContext, 'db' | 'watchNotifier'>,
  device: DeviceId,
): Promise<void> {
  watchNotifier.wake(device);
  await sendNotice(db, 'watched', device);
}
