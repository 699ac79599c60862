'use client';

import { UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useDayScope } from '../context/day-context.ts';
import { xOf } from '../context/viewport.ts';
import { formatClock } from '../time/format-clock.ts';
import { useDayFinder } from './day-finder.tsx';
import styles from './find.module.css';

/** Across the lanes: when the words stood on a screen. A press goes there. */
export function FindMarks({ width }: { readonly width: number }) {
  const t = useTranslations('day.find');
  const { zone, player, viewport } = useDayScope();
  const { hits } = useDayFinder();
  const { view } = viewport;
  if (width === 0) return null;
  return hits
    .filter(({ from, to }) => to >= view.from && from <= view.to)
    .map(({ device, place, from, to, title, text, program, isFront }) => {
      const left = Math.max(0, xOf(view, width, from));
      const right = Math.min(width, xOf(view, width, to));
      const words = text ?? title ?? program ?? '';
      const label = t('mark', { time: formatClock(zone, from, 'second'), words });
      return (
        <UnstyledButton
          key={`${device} ${place} ${from} ${words} ${isFront}`}
          className={styles['mark'] ?? ''}
          style={{ left, width: Math.max(2, right - left) }}
          aria-label={label}
          title={label}
          tabIndex={-1}
          data-testid="find-mark"
          onPointerDown={(event) => event.stopPropagation()}
          onClick={() => player.seek(from)}
        />
      );
    });
}
