import { type Interval, intervalAt } from '@workcompanion/core/footage/interval';
import type { DayThumbnails, LaneThumbnails } from '../../../contract/thumbnails.ts';
import { laneKey } from '../lanes/lane-key.ts';

/** A segment of a lane, and what is known of its thumbnail. */
export interface DayThumbnail extends Interval {
  /** 0 to 100; null when it is not known. */
  readonly change: number | null;
  readonly hasThumbnail: boolean;
}

export type ThumbnailIndex = ReadonlyMap<string, readonly DayThumbnail[]>;

export const NO_THUMBNAILS: ThumbnailIndex = new Map();

const MILLISECOND = 1_000;

/** The entries of each lane, in order of time. */
export function indexThumbnails({ from, lanes }: DayThumbnails): ThumbnailIndex {
  return new Map(lanes.map((lane) => [laneKey(lane), entriesOf(lane, from)]));
}

function entriesOf({ starts, lasts, changes, blank }: LaneThumbnails, day: number): DayThumbnail[] {
  const without = new Set(blank);
  return starts.map((start, index) => {
    const from = day + start * MILLISECOND;
    const change = changes[index] ?? -1;
    return {
      from,
      to: from + (lasts[index] ?? 0) * MILLISECOND,
      change: change < 0 ? null : change,
      hasThumbnail: !without.has(index),
    };
  });
}

/** The entry whose thumbnail stands for a moment; null where there is none. */
export function entryAt(index: ThumbnailIndex, key: string, micros: number): DayThumbnail | null {
  return intervalAt(index.get(key) ?? [], micros);
}
