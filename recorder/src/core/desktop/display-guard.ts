import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { ExcludedPolicy } from '@workcompanion/core/protocol/policy';
import type { PictureArea } from '@workcompanion/core/protocol/statement';
import type { Display } from '../capture/display.ts';
import type { DesktopSnapshot } from './desktop-snapshot.ts';
import { hasExclusions, isExcluded, windowsToPaintOver } from './is-excluded.ts';
import { areaOn, covers, fills, maskOver, sameAreas } from './mask.ts';

/** Why a display must not be recorded just now. */
export const WITHHELD = ['excluded-app', 'secure-desktop'] as const;
export type Withheld = (typeof WITHHELD)[number];

export function isWithheld(cause: GapCause): cause is Withheld {
  return cause === 'excluded-app' || cause === 'secure-desktop';
}

/** `hold`: nobody has looked yet since the frame was captured. */
export type Verdict = 'keep' | 'hold' | 'drop';

/** What was seen of a display. */
export interface DisplayVisibility {
  /** Null: it may be recorded, but for `places`. */
  readonly withheld: Withheld | null;
  /** Where windows are that must not be recorded, in pixels of the picture. */
  readonly places: readonly PictureArea[];
}

/** When a look began and ended, UTC µs: what it saw was there at some moment between. */
export interface SnapshotTime {
  readonly began: number;
  readonly ended: number;
}

type TimedVisibility = DisplayVisibility & SnapshotTime;

/** Frames are decided on within seconds; those of a stalled encoder are dropped after that. */
const REMEMBERED_MICROS = 60_000_000;
/** A window that opened, moved or closed may be moving still: Windows animates for 0.25 s. */
const SETTLE_MICROS = 600_000;
/** With looks farther apart a window could move out of its place and back unseen. */
const MOST_APART_MICROS = 1_000_000;

/**
 * Which frames of a display may be kept, from what was seen at single moments. A frame is kept when
 * everything seen from the last look before it to the first look after it allows that: the display
 * was not withheld, windows stood still, and each excluded one lay under the mask of the recording.
 */
export class DisplayGuard {
  #seen: TimedVisibility[] = [];
  /** Since when the excluded windows have been where they are. */
  #stillSince = Number.NEGATIVE_INFINITY;

  get withheld(): Withheld | null {
    return this.#seen.at(-1)?.withheld ?? null;
  }

  /** Where excluded windows are now. */
  get places(): readonly PictureArea[] {
    return this.#seen.at(-1)?.places ?? [];
  }

  saw(sight: DisplayVisibility, { began, ended }: SnapshotTime): void {
    const before = this.#seen.at(-1);
    // A clock that was put back must not make it wait until it is as late again.
    const isClockBack = began < this.#stillSince;
    if (isClockBack || this.#isRestless(sight, began, before)) this.#stillSince = began;
    const settled = began - this.#stillSince >= SETTLE_MICROS;
    const withheld = sight.withheld ?? (settled ? null : 'excluded-app');
    const oldest = ended - REMEMBERED_MICROS;
    this.#seen = this.#seen.filter((look) => look.ended >= oldest && look.ended <= began);
    this.#seen.push({ ...sight, withheld, began, ended });
  }

  /** `mask`: what was painted over in the frame. */
  judge(at: number, mask: readonly PictureArea[]): Verdict {
    if (this.#seen.length === 0) return 'hold';
    const before = this.#seen.findLastIndex(({ ended }) => ended <= at);
    if (before === -1) return 'drop';
    const after = this.#seen.findIndex(({ began }, nth) => nth >= before && began >= at);
    const around = this.#seen.slice(before, after === -1 ? undefined : after + 1);
    if (around.some((look) => look.withheld !== null || !covers(mask, look.places))) return 'drop';
    return after === -1 ? 'hold' : 'keep';
  }

  #isRestless(
    { places }: DisplayVisibility,
    began: number,
    before: TimedVisibility | undefined,
  ): boolean {
    if (!sameAreas(places, before?.places ?? [])) return true;
    return places.length > 0 && before !== undefined && began - before.ended > MOST_APART_MICROS;
  }
}

const NOTHING_SEEN = { places: [] } as const;

/** What a look at the desktop means for one display, by the policy. */
export function visibilityOf(
  { windows, secure, previews }: DesktopSnapshot,
  { geometry }: Display,
  excluded: ExcludedPolicy,
): DisplayVisibility {
  if (secure) return { withheld: 'secure-desktop', ...NOTHING_SEEN };
  // They show windows where they are not, minimised ones among them.
  if (previews && hasExclusions(excluded)) return { withheld: 'excluded-app', ...NOTHING_SEEN };
  const paintsOut = excluded.how === 'paint-out';
  const found = paintsOut
    ? windowsToPaintOver(windows, excluded)
    : windows.filter((window) => isExcluded(window, excluded));
  const places = found.flatMap((window) => areaOn(geometry, window.geometry) ?? []);
  const mustRest = paintsOut ? fills(maskOver(places, geometry), geometry) : places.length > 0;
  return { withheld: mustRest ? 'excluded-app' : null, places };
}
