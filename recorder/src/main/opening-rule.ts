import { NOTICE_AGAIN_MINUTES } from '../ipc/shell-view.ts';

interface Occasion {
  readonly isUrgent: boolean;
  /** The notice waits to be acknowledged. */
  readonly mustRead: boolean;
  readonly nowMs: number;
}

/**
 * Decides when the window opens by itself: once for each occasion, since whoever closes it has seen it, and
 * for the notice again and again.
 */
export class OpeningRule {
  #openedAt: number | null = null;

  isDue({ isUrgent, mustRead, nowMs }: Occasion): boolean {
    if (!isUrgent) {
      this.#openedAt = null;
      return false;
    }
    const again = mustRead ? NOTICE_AGAIN_MINUTES * 60_000 : Number.POSITIVE_INFINITY;
    if (this.#openedAt !== null && nowMs - this.#openedAt < again) return false;
    this.#openedAt = nowMs;
    return true;
  }
}
