import type { DeviceId } from '@workcompanion/core/ids';

/** Wakes the requests in which recorders wait to hear that somebody watches. Of this process. */
export class LiveNews {
  readonly #waiting = new Map<DeviceId, Set<() => void>>();
  /** The server stops: nobody may wait any more. */
  isReleased = false;

  /** Somebody watches the device live, as has been written down. */
  tell(device: DeviceId): void {
    for (const wake of this.#waiting.get(device) ?? []) wake();
  }

  release(): void {
    this.isReleased = true;
    for (const device of this.#waiting.keys()) this.tell(device);
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
}
