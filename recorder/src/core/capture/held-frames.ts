import { unwrapPts } from '@workcompanion/core/footage/wall-clock';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { PictureArea } from '@workcompanion/core/protocol/statement';
import type { Clock } from '../clock.ts';
import type { DesktopGuard } from '../desktop/desktop-guard.ts';
import type { Frame } from './ts-cutter.ts';

export interface TimedFrame {
  readonly frame: Frame;
  /** When it was captured, UTC µs. */
  readonly at: number;
}

export interface HeldFramesOptions {
  readonly display: DisplayName;
  readonly clock: Clock;
  readonly desktop: DesktopGuard;
  /** The areas that are painted over in each of them. */
  readonly mask: readonly PictureArea[];
}

/** Holds captured frames until the next snapshot of the desktop tells whether they may be kept. */
export class HeldFrames {
  readonly #options: HeldFramesOptions;
  readonly #waiting: TimedFrame[] = [];

  constructor(options: HeldFramesOptions) {
    this.#options = options;
  }

  add(frames: readonly Frame[]): void {
    const nowMs = this.#options.clock.utc() / 1000;
    for (const frame of frames) {
      this.#waiting.push({ frame, at: Math.round(unwrapPts(frame.pts, nowMs) * 1000) });
    }
  }

  /** The oldest frame with its verdict; null while there is none. */
  next(): (TimedFrame & { readonly keep: boolean }) | null {
    const [oldest] = this.#waiting;
    if (oldest === undefined) return null;
    const { desktop, display, mask } = this.#options;
    const verdict = desktop.judge(display, oldest.at, mask);
    if (verdict === 'hold') return null;
    this.#waiting.shift();
    return { ...oldest, keep: verdict === 'keep' };
  }
}
