import { type AppError, isAppError } from '@workcompanion/core/errors';
import type { Interval } from '@workcompanion/core/footage/interval';
import type { Lane } from '../../../contract/people.ts';
import {
  RESTORE_ROUTES,
  type RestoreStatus,
  type RestoreWish,
} from '../../../contract/restores.ts';
import { callRoute } from '../../api/call-route.ts';
import type { FrozenTrouble } from './trouble.ts';

const LOOK_EVERY_MS = 5_000;
/** Who asks for a moment goes on watching: half an hour more, in one request. */
const ASKED_AHEAD = 30 * 60_000_000;

/** Follows how a stretch that must be restored stands, whoever asked for it, until it is settled. */
export class RestoreWatch {
  readonly #lane: Pick<Lane, 'device' | 'display'>;
  readonly #stretch: Interval;
  /** It is readable now, or lost: another try will tell. */
  readonly #onSettled: () => void;
  #status: RestoreStatus | null = null;
  #error: AppError | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;
  #looks = 0;

  constructor(lane: Pick<Lane, 'device' | 'display'>, stretch: Interval, onSettled: () => void) {
    this.#lane = lane;
    this.#stretch = stretch;
    this.#onSettled = onSettled;
    void this.#look();
  }

  get stretch(): Interval {
    return this.#stretch;
  }

  get trouble(): FrozenTrouble {
    return {
      kind: 'frozen',
      stretch: this.#stretch,
      status: this.#status,
      error: this.#error,
    };
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  /** Asks for all displays, since whoever watches a day watches them together. */
  async request(): Promise<void> {
    const { device } = this.#lane;
    const { from, to } = this.#stretch;
    const wish: RestoreWish = { device, display: null, from, to: Math.max(to, from + ASKED_AHEAD) };
    try {
      await callRoute(RESTORE_ROUTES.requestRestore, wish);
      this.#error = null;
    } catch (error) {
      if (!isAppError(error)) throw error;
      this.#error = error;
    }
    await this.lookNow();
  }

  /** Sooner than by itself: somebody has asked. */
  async lookNow(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#look();
  }

  async #look(): Promise<void> {
    const { device, display } = this.#lane;
    const { from, to } = this.#stretch;
    try {
      this.#take(await callRoute(RESTORE_ROUTES.readRestores, { device, display, from, to }));
    } catch (error) {
      // The server is restarting, or the line is down: what was known still holds.
      if (!isAppError(error)) throw error;
    }
    if (!this.#isStopped) this.#timer = setTimeout(() => void this.#look(), LOOK_EVERY_MS);
  }

  #take(status: RestoreStatus): void {
    if (this.#isStopped) return;
    this.#status = status;
    this.#looks += 1;
    const { restoring, ready, failed } = status;
    // At the first look it was refused a moment ago, whatever is said of it.
    if (this.#looks > 1 && restoring === 0 && ready + failed > 0) this.#onSettled();
  }
}
