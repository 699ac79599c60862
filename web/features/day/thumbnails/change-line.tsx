'use client';

import { useTranslations } from 'next-intl';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { entryAt } from './thumbnail-index.ts';
import styles from './thumbnails.module.css';
import { useThumbnails } from './thumbnails-provider.tsx';

interface ChangeLineProps {
  /** Number of the lane, from the top. */
  readonly row: number;
  readonly micros: number;
}

/** How much the screen changed around a moment, in words. */
export function ChangeLine({ row, micros }: ChangeLineProps) {
  const t = useTranslations('day.thumbnails');
  const { day } = useDayScope();
  const { index } = useThumbnails();
  const lane = day.lanes[row];
  const change = lane === undefined ? null : entryAt(index, laneKey(lane), micros)?.change;
  if (change === null || change === undefined) return null;
  return (
    <span className={styles['change']}>
      <i aria-hidden="true">
        <b style={{ width: `${change}%` }} />
      </i>
      {t(describeChange(change))}
    </span>
  );
}

/** Which words say how much a screen changed, of 100. */
function describeChange(change: number): 'still' | 'little' | 'some' | 'much' {
  if (change < 5) return 'still';
  if (change < 35) return 'little';
  return change < 65 ? 'some' : 'much';
}
