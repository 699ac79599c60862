'use client';

import { useEffect, useState } from 'react';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { ThumbnailImage } from './thumbnail-image.tsx';
import { entryAt } from './thumbnail-index.ts';
import styles from './thumbnails.module.css';
import { useThumbnails } from './thumbnails-provider.tsx';
import { useThumbnail } from './use-thumbnail.ts';

interface HoverThumbnailProps {
  /** Number of the lane, from the top. */
  readonly row: number;
  readonly micros: number;
}

/** What passes under a moving pointer is not fetched, nor logged. */
const REST_MS = 60;
const USUAL_ASPECT = 16 / 9;

/** The thumbnail of a moment, over the words of the pointer's readout. */
export function HoverThumbnail({ row, micros }: HoverThumbnailProps) {
  const { day } = useDayScope();
  const { index } = useThumbnails();
  const lane = day.lanes[row];
  const key = lane === undefined ? '' : laneKey(lane);
  const entry = entryAt(index, key, micros);
  const from = entry?.hasThumbnail === true ? entry.from : null;
  const isResting = useRested(from, REST_MS) === from;
  const shown = useThumbnail(key, from, isResting);
  if (lane === undefined || from === null) return null;
  const { geometry } = lane;
  const aspect = geometry === null ? USUAL_ASPECT : geometry.width / geometry.height;
  return (
    <div className={styles['frame']} style={{ aspectRatio: aspect }} data-testid="hover-thumbnail">
      {shown === null ? null : <ThumbnailImage {...shown} />}
    </div>
  );
}

/** A value once it has stayed the same for so long; null before. */
function useRested<T>(value: T, ms: number): T | null {
  const [rested, setRested] = useState<T | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}
