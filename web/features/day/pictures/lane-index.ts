import type { DayPictures, LanePictures } from '../../../contract/pictures.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { type Interval, intervalAt } from '../time/interval.ts';

/** A segment of a lane, and what is known of its picture. */
export interface PictureEntry extends Interval {
  /** 0 to 100; null when it is not known. */
  readonly change: number | null;
  readonly hasPicture: boolean;
}

export type PictureIndex = ReadonlyMap<string, readonly PictureEntry[]>;

export const NO_PICTURES: PictureIndex = new Map();

const MILLISECOND = 1_000;

/** The entries of each lane, in order of time. */
export function indexPictures({ from, lanes }: DayPictures): PictureIndex {
  return new Map(lanes.map((lane) => [laneKey(lane), entriesOf(lane, from)]));
}

function entriesOf({ starts, lasts, changes, blank }: LanePictures, day: number): PictureEntry[] {
  const without = new Set(blank);
  return starts.map((start, index) => {
    const from = day + start * MILLISECOND;
    const change = changes[index] ?? -1;
    return {
      from,
      to: from + (lasts[index] ?? 0) * MILLISECOND,
      change: change < 0 ? null : change,
      hasPicture: !without.has(index),
    };
  });
}

/** The entry whose picture stands for a moment; null where there is none. */
export function entryAt(index: PictureIndex, lane: string, micros: number): PictureEntry | null {
  return intervalAt(index.get(lane) ?? [], micros);
}
