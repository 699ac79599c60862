import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { ExcludedPolicy } from '@workcompanion/core/protocol/policy';
import type { PictureArea } from '@workcompanion/core/protocol/statement';
import type { Display } from '../capture/display.ts';
import type { DesktopSnapshot } from './desktop-snapshot.ts';
import { hasExclusions, isExcluded, windowsToPaintOver } from './is-excluded.ts';
import { areaOn, covers, fills, maskOver, sameAreas } from './mask.ts';

/** Why a display must not be recorded now. */
export const WITHHELD_CAUSES = ['excluded-app', 'secure-desktop'] as const;
export type WithheldCause = (typeof WITHHELD_CAUSES)[number];

export function isWithheld(cause: GapCause): cause is WithheldCause {
  return cause === 'excluded-app' || cause === 'secure-desktop';
}

/** `hold`: there was no snapshot since the frame was captured. */
export type FrameVerdict = 'keep' | 'hold' | 'drop';

/** What a snapshot shows of one display. */
export interface DisplayVisibility {
  /** Null when it may be recorded, except for `places`. */
  readonly withheld: WithheldCause | null;
  /** Where windows are that must not be recorded, in pixels of the picture. */
  readonly places: readonly PictureArea[];
  /** The program that the policy keeps out; null where it is none, or not known. */
  readonly program?: string | null;
}

/** When a snapshot began and ended, UTC µs: it shows some moment between. */
export interface SnapshotTime {
  readonly began: number;
  readonly ended: number;
}

type TimedVisibility = DisplayVisibility & SnapshotTime;

/** Frames are judged within seconds; those of a stalled encoder are dropped after this. */
const REMEMBERED_MICROS = 60_000_000;
/** A window that opened, moved or closed may still be moving: Windows animates for 0.25 s. */
const SETTLE_MICROS = 600_000;
/** With snapshots farther apart, a window could move away and back unseen. */
const MOST_APART_MICROS = 1_000_000;

/**
 * Decides which frames of a display may be kept, from snapshots at single moments. A frame is kept when
 * all snapshots from the last one before it to the first one after it allow that: the display was not
 * withheld, windows stood still, and each excluded window lay under the mask of the recording.
 */
export class DisplayGuard {
  #seen: TimedVisibility[] = [];
  /** When the excluded windows came to where they are. */
  #stillSince = Number.NEGATIVE_INFINITY;

  get withheld(): WithheldCause | null {
    return this.#seen.at(-1)?.withheld ?? null;
  }

  /** The program for which the display is withheld, to tell its own user; null where none is known. */
  get program(): string | null {
    const clear = this.#seen.findLastIndex(({ withheld }) => withheld === null);
    return this.#seen.slice(clear + 1).findLast(({ program }) => program != null)?.program ?? null;
  }

  /** Where excluded windows are now. */
  get places(): readonly PictureArea[] {
    return this.#seen.at(-1)?.places ?? [];
  }

  saw(sight: DisplayVisibility, { began, ended }: SnapshotTime): void {
    const before = this.#seen.at(-1);
    // After the clock was set back, waiting until it is as late again would take too long.
    const isClockBack = began < this.#stillSince;
    if (isClockBack || this.#isRestless(sight, began, before)) this.#stillSince = began;
    const settled = began - this.#stillSince >= SETTLE_MICROS;
    const withheld = sight.withheld ?? (settled ? null : 'excluded-app');
    const oldest = ended - REMEMBERED_MICROS;
    this.#seen = this.#seen.filter((look) => look.ended >= oldest && look.ended <= began);
    this.#seen.push({ ...sight, withheld, began, ended });
  }

  /** `mask`: the areas that were painted over in the frame. */
  judge(at: number, mask: readonly PictureArea[]): FrameVerdict {
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

/** Tells what a snapshot of the desktop means for one display, by the policy. */
export function visibilityOf(
  { windows, secure, previews }: DesktopSnapshot,
  { geometry }: Display,
  excluded: ExcludedPolicy,
): DisplayVisibility {
  if (secure) return { withheld: 'secure-desktop', ...NOTHING_SEEN };
  // Previews show windows in other places than their own, even minimised ones.
  if (previews && hasExclusions(excluded)) return { withheld: 'excluded-app', ...NOTHING_SEEN };
  const paintsOut = excluded.how === 'paint-out';
  const found = paintsOut
    ? windowsToPaintOver(windows, excluded)
    : windows.filter((window) => isExcluded(window, excluded));
  const places = found.flatMap((window) => areaOn(geometry, window.geometry) ?? []);
  const mustRest = paintsOut ? fills(maskOver(places, geometry), geometry) : places.length > 0;
  if (!mustRest) return { withheld: null, places };
  const excludedHere = found.find(
    (window) => isExcluded(window, excluded) && areaOn(geometry, window.geometry) !== null,
  );
  return { withheld: 'excluded-app', places, program: excludedHere?.programs.at(-1) ?? null };
}
