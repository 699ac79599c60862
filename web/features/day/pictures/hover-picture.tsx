'use client';

import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { entryAt } from './lane-index.ts';
import { PictureImage } from './picture-image.tsx';
import styles from './pictures.module.css';
import { usePictures } from './pictures-context.ts';
import { usePicture } from './use-picture.ts';
import { useRested } from './use-rested.ts';

interface HoverPictureProps {
  /** Number of the lane, from the top. */
  readonly lane: number;
  readonly micros: number;
}

/** What passes under a moving pointer is not fetched, nor logged. */
const REST_MS = 60;
const USUAL_ASPECT = 16 / 9;

/** The small picture of a moment, over the words of the pointer's readout. */
export function HoverPicture({ lane: row, micros }: HoverPictureProps) {
  const { day } = useDayScope();
  const { index } = usePictures();
  const lane = day.lanes[row];
  const key = lane === undefined ? '' : laneKey(lane);
  const entry = entryAt(index, key, micros);
  const from = entry?.hasPicture === true ? entry.from : null;
  const isResting = useRested(from, REST_MS) === from;
  const shown = usePicture(key, from, isResting);
  if (lane === undefined || from === null) return null;
  const { geometry } = lane;
  const aspect = geometry === null ? USUAL_ASPECT : geometry.width / geometry.height;
  return (
    <div className={styles['frame']} style={{ aspectRatio: aspect }} data-testid="hover-picture">
      {shown === null ? null : <PictureImage {...shown} />}
    </div>
  );
}
